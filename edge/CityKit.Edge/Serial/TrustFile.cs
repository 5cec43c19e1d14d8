using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;

namespace CityKit.Edge.Serial;

/// <summary>The trust bundle in its file, read again when the file changes. A worse file never replaces what is known.</summary>
internal sealed class TrustFile(PassScannerOptions options)
{
    private DateTime seen;
    private GateTrust? trust;

    /// <summary>What is known now; null for nothing yet.</summary>
    internal GateTrust? Current()
    {
        try
        {
            if (File.GetLastWriteTimeUtc(options.TrustFile) is var written && written == seen) return trust;
            else seen = written;
            if (options.ReadTrust(out _) is { } found && found.Replaces(trust?.Bundle)) trust = new GateTrust(found);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            seen = default; // asked again, it is tried again
        }
        return trust;
    }
}
