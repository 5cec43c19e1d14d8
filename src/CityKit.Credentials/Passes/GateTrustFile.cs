using CityKit.Core.Signing;
using CityKit.Credentials.Trust;

namespace CityKit.Credentials.Passes;

/// <summary>
/// A signed trust bundle in a file (信任包文件), read again when the file changes. One that is damaged, of another key or older than the one
/// in use is left aside. Safe for several threads.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="key">Who signs the bundle.</param>
public sealed class GateTrustFile(string path, DevicePublicKey key)
{
    private readonly Lock reading = new();
    private DateTime seen;
    private GateTrust? trust;

    /// <summary>What is known now; null for nothing yet.</summary>
    public GateTrust? Current()
    {
        lock (reading)
        {
            try
            {
                TakeChange();
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                seen = default; // asked again, it is tried again
            }
            return trust;
        }
    }

    /// <summary>Reads the file once, whatever is in use.</summary>
    /// <param name="why">Why it cannot be used; null when it can.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public TrustBundle? Read(out string? why)
    {
        var file = new FileInfo(path);
        why = !file.Exists ? "it is not there"
            : file.Length > TrustBundle.MaxBytes ? $"it has {file.Length} bytes; {TrustBundle.MaxBytes} are allowed" : null;
        if (why is not null) return null;
        var read = SignedTrustBundle.Open(File.ReadAllBytes(path), key, out var problem);
        why = problem?.Message.En;
        return read?.Content;
    }

    private void TakeChange()
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (written == seen) return;
        seen = written;
        if (Read(out _) is { } found && found.Replaces(trust?.Bundle)) trust = new GateTrust(found);
    }
}
