using CityKit.Edge.Evidence;

namespace CityKit.Cli.Evidence;

/// <summary>What is to be said of an evidence file (证据校验结论).</summary>
/// <param name="Check">Whether every byte is as it was signed.</param>
/// <param name="Signer">The fingerprint of the key in the file; null when there is none.</param>
/// <param name="IsNamed">True when a fingerprint was given to compare it with, and it is that one.</param>
internal sealed record EvidenceVerdict(EvidenceCheck Check, string? Signer, bool IsNamed)
{
    /// <summary>True when the device that was named signed every byte.</summary>
    internal bool IsProven => Check.IsValid && IsNamed;

    /// <summary>Checks a file against the key in it, and that key against the fingerprint that is known of the device.</summary>
    /// <exception cref="ToolException">The fingerprint is not valid.</exception>
    internal static EvidenceVerdict Of(byte[] bytes, string? fingerprint)
    {
        if (fingerprint is not null && !IsFingerprint(fingerprint))
            throw new ToolException($"--fingerprint is 64 hexadecimal digits, not '{fingerprint}'. "
                + $"--fingerprint 须为 64 位十六进制数字，而非“{fingerprint}”。");
        var check = EvidenceFile.Verify(bytes, out var signer);
        return new(check, signer?.Fingerprint,
            signer is not null && signer.Fingerprint.Equals(fingerprint, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsFingerprint(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
