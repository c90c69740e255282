# python3 -m venv peers && peers/bin/pip install numpy==2.4.6 librosa==0.11.0 torch==2.11.0 torchaudio==2.11.0
# The log-mel spectrogram of src/log-mel-worker.ts: 16 kHz, window 800, hop 200, 80 mels of power to 8 kHz, ln(max(x, 1e-5)).
import json
import sys
import time

import numpy as np

library, file, threads = sys.argv[1:4]
x = np.fromfile(file, dtype=np.float32)
if library == "librosa":
    import librosa

    def run():
        mel = librosa.feature.melspectrogram(y=x, sr=16000, n_fft=800, hop_length=200, n_mels=80, fmax=8000)
        return np.log(np.maximum(mel, 1e-5))
else:
    import torch
    import torchaudio

    torch.set_num_threads(int(threads))
    make = torchaudio.transforms.MelSpectrogram(16000, n_fft=800, hop_length=200, n_mels=80, f_max=8000, norm="slaney", mel_scale="slaney")
    given = torch.from_numpy(x)

    def run():
        with torch.no_grad():
            return torch.log(torch.clamp(make(given), min=1e-5)).numpy()

times = []
for i in range(6):
    start = time.perf_counter()
    log_mel = run()
    if i > 1:
        times.append(1000 * (time.perf_counter() - start))
print(json.dumps({"ms": times, "mean": float(log_mel.astype(np.float64).mean())}))
