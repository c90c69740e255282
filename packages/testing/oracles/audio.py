# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 librosa==0.11.0 soxr==1.1.0 soundfile==0.14.0 resemblyzer==0.1.4 openai-whisper==20250625 && oracles/bin/python audio.py > audio.json
"""Spectrograms, a resampled signal and decoded files, by librosa (in 64 bits), Whisper's and Resemblyzer's own code, soxr and
libsndfile. Arrays are base64 of little-endian numbers; spectrograms are frame by frame."""
import base64
import io
import json

import librosa
import numpy as np
import soundfile
import soxr
from resemblyzer import audio as resemblyzer
from whisper import audio as whisper


def packed(values, kind):
    return base64.b64encode(np.ascontiguousarray(values, dtype=kind).tobytes()).decode()


rng = np.random.default_rng(1)
n, rate = 5600, 16000
t = np.arange(n) / rate
voice = sum(np.sin(2 * np.pi * k * (130 * t + 20 * t ** 2)) / k for k in range(1, 40))
clip = voice * (0.2 + np.sin(2 * np.pi * 3 * t) ** 2) + 0.02 * rng.standard_normal(n)
clip[2400:3000] *= 1e-4
clip = np.round(20000 * clip / np.abs(clip).max()) / 2 ** 15


def mel(x, sr, fft, hop, mels, low, high, power, centre=True, edges="constant", window=None, htk=False, norm="slaney"):
    x = x.astype(np.float64)
    spectrum = np.abs(librosa.stft(x, n_fft=fft, hop_length=hop, win_length=window, center=centre, pad_mode=edges, dtype=np.complex128)) ** power
    filters = librosa.filters.mel(sr=sr, n_fft=fft, n_mels=mels, fmin=low, fmax=high, htk=htk, norm=norm, dtype=np.float64)
    return (filters @ spectrum).T


emphasised = np.append(clip[0], clip[1:] - 0.97 * clip[:-1])
spectrograms = {
    "tacotron": np.log(np.maximum(mel(clip, 22050, 1024, 256, 80, 0, 8000, 1, edges="reflect"), 1e-5)),
    "librosa": librosa.power_to_db(mel(clip, 22050, 2048, 512, 128, 0, 11025, 2)),
    "whisper": whisper.log_mel_spectrogram(clip.astype(np.float32)).numpy().T,
    "resemblyzer": resemblyzer.wav_to_mel_spectrogram(clip),
    "other": mel(emphasised, 16000, 512, 200, 30, 100, 7000, 2, centre=False, window=400, htk=True, norm=None),
}

# Below 6.4 kHz, and nothing at its ends.
m = 9600
u = np.arange(m) / 48000
tones = sum(np.sin(2 * np.pi * f * u + f) for f in (50, 440, 1234.5, 3000, 5000, 6300))
tones = tones * np.sin(np.pi * np.arange(m) / m) ** 4 / 6

files = {}
stereo = np.stack([clip[:3000], 0.5 * clip[:3000] + 0.01 * rng.standard_normal(3000)], axis=1)
noise = np.clip(0.3 * rng.standard_normal((500, 1)), -1, 1)
for name, values, sr, form, subtype in [
    ("flac16", stereo, 16000, "FLAC", "PCM_16"),
    ("flac24", clip[:1500, None], 16000, "FLAC", "PCM_24"),
    ("flac8", noise, 8000, "FLAC", "PCM_S8"),
    ("mp3", clip[:4800, None], 16000, "MP3", "MPEG_LAYER_III"),
    ("vorbis", stereo, 16000, "OGG", "VORBIS"),
    ("opus", clip[:3200, None], 16000, "OGG", "OPUS"),
]:
    file = io.BytesIO()
    soundfile.write(file, values, sr, format=form, subtype=subtype)
    data = file.getvalue()
    decoded, _ = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    files[name] = {"file": base64.b64encode(data).decode(), "channels": decoded.shape[1], "first": packed(decoded[:, 0], "<f4")}

print(json.dumps({
    "clip": packed(np.round(clip * 2 ** 15), "<i2"),
    "spectrograms": {name: packed(values, "<f4") for name, values in spectrograms.items()},
    "resampled": packed(soxr.resample(tones, 48000, 16000, "HQ"), "<f4"),
    "files": files,
}, indent=1))
