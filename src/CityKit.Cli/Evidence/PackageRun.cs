using System.Globalization;
using System.Text.Json;
using CityKit.Cli.Files;
using CityKit.Evidence;

namespace CityKit.Cli.Evidence;

/// <summary><c>evidence verify</c> of a hand-over package.</summary>
internal static class PackageRun
{
    private const int FingerprintLength = 64;

    /// <summary>Whether a file begins as a zip file does, also an empty one.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    internal static bool IsPackage(string path)
    {
        Span<byte> head = stackalloc byte[2];
        using var file = InputFile.Open(path);
        try
        {
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("PK"u8);
        }
        catch (InvalidDataException)
        {
            return false; // a damaged gzip file: who reads it as evidence says so
        }
    }

    /// <exception cref="ToolException">The fingerprint is not valid, or the file cannot be read.</exception>
    internal static async Task<int> RunAsync(Terminal terminal, string path, string? key, bool json, CancellationToken cancel)
    {
        if (key is not null && (key.Length != FingerprintLength || !key.All(char.IsAsciiHexDigit)))
            throw new ToolException($"--key is 64 hexadecimal digits, not '{key}'. --key 须为 64 位十六进制数字，而非“{key}”。");
        using var file = InputFile.Open(path);
        var report = await EvidencePackageCheck.RunAsync(file, cancel).ConfigureAwait(false);
        var isNamed = report.Signer is not null && report.Signer.Equals(key, StringComparison.OrdinalIgnoreCase);
        if (json) JsonOutput.WriteLine(terminal.Output, writer => Write(writer, report, isNamed));
        else Write(terminal.Output, path, report, isNamed);
        return report.IsIntact && isNamed ? ExitCode.Done : ExitCode.Rejects;
    }

    private static void Write(TextWriter output, string path, EvidencePackageReport report, bool isNamed)
    {
        foreach (var finding in report.Findings) output.WriteLine(Printable.Of(finding.ToString()));
        output.WriteLine($"{path}: {Sentence(report, isNamed)}");
        if (report.Signer is { } signer) output.WriteLine(EvidenceText.SignedWith(signer));
        if (report.Item is { } item) output.WriteLine(Printable.Of($"work item 工作项: {item}"));
        if (report.Head is { } head) output.WriteLine(Printable.Of($"journal head 流水链头: {head}"));
        foreach (var (id, sha256, isThere) in report.Evidence)
            output.WriteLine(Printable.Of($"evidence 证据 {id}: SHA-256 {sha256}{(isThere ? "" : " (the hub had lost the file 原件已丢失)")}"));
    }

    private static string Sentence(EvidencePackageReport report, bool isNamed) => (report.IsIntact, isNamed) switch
    {
        (true, true) => "intact, and signed by the hub that was named. 完整，且由指定中枢签名。",
        (true, false) => "intact, but not proven: the key in it is not one that was named. Give the hub's --key. 完整，但未证明签名中枢，请用 --key 指定。",
        _ => string.Create(CultureInfo.InvariantCulture, $"NOT INTACT, {report.Findings.Count} finding(s). 有 {report.Findings.Count} 处异常。"),
    };

    private static void Write(Utf8JsonWriter writer, EvidencePackageReport report, bool isNamed)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("intact", report.IsIntact);
        writer.WriteBoolean("proven", report.IsIntact && isNamed);
        writer.WriteString("signer", report.Signer);
        writer.WriteString("item", report.Item);
        writer.WriteString("head", report.Head);
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("path", finding.Path);
            writer.WriteString("zh", finding.Reason.Zh);
            writer.WriteString("en", finding.Reason.En);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("evidence");
        foreach (var (id, sha256, isThere) in report.Evidence)
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("sha256", sha256);
            writer.WriteBoolean("there", isThere);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
