using CityKit.Edge.Evidence;

namespace CityKit.Cli.Evidence;

/// <summary>A verdict in words, and what a valid file holds.</summary>
internal static class EvidenceText
{
    /// <param name="output">Where to.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="verdict">What is to be said of it.</param>
    /// <param name="scale">Where the floors are; null to show no floor.</param>
    internal static void Write(TextWriter output, string file, EvidenceVerdict verdict, FloorScale? scale)
    {
        output.WriteLine($"{file}: {Sentence(verdict)}");
        if (verdict.Signer is { } signer) output.WriteLine(SignedWith(signer));
        if (verdict.Check.Record is { } record) output.Write(Printable.Of(EvidenceReport.Write(record, scale)));
    }

    /// <summary>The line that names the signing key.</summary>
    internal static string SignedWith(string fingerprint) => $"signed with 签名密钥: {fingerprint}";

    private static string Sentence(EvidenceVerdict verdict) => (verdict.Check, verdict.IsNamed) switch
    {
        ({ IsValid: true }, true) => "intact, and signed by the device that was named. 完整，且由指定设备签名。",
        ({ IsValid: true }, false) => "intact, but not proven: the key in it is not one that was named. Give the device's --fingerprint. "
            + "完整，但未证明签名设备，请用 --fingerprint 指定。",
        var (check, _) => $"NOT VALID: {check.Problem}{Where(check)}",
    };

    private static string Where(EvidenceCheck check) => (check.Entry, check.Offset) switch
    {
        (0, _) => $" [head, byte {check.Offset}]",
        ( > 0, _) => $" [edge {check.Entry}, byte {check.Offset}]",
        (_, >= 0) => $" [byte {check.Offset}]",
        _ => "",
    };
}
