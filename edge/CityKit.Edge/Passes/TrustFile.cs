using CityKit.Core.Signing;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;

namespace CityKit.Edge.Passes;

/// <summary>The trust bundle in its file, read again when the file changes. A worse file never replaces what is known.</summary>
internal sealed class TrustFile(string path, DevicePublicKey key)
{
    private DateTime seen;
    private GateTrust? trust;

    /// <summary>What is known now; null for nothing yet.</summary>
    internal GateTrust? Current()
    {
        try
        {
            if (File.GetLastWriteTimeUtc(path) is var written && written == seen) return trust;
            else seen = written;
            if (Read() is { } found && found.Replaces(trust?.Bundle)) trust = new GateTrust(found);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            seen = default; // asked again, it is tried again
        }
        return trust;
    }

    private TrustBundle? Read()
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length <= TrustBundle.MaxBytes ? SignedTrustBundle.Open(File.ReadAllBytes(path), key, out _)?.Content : null;
    }
}
