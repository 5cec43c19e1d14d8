using CityKit.Edge.Evidence;
using NodaTime;

namespace CityKit.Cli.Evidence;

/// <summary>A verdict in words.</summary>
internal static class EvidenceText
{
    internal static void Write(TextWriter output, string file, EvidenceVerdict verdict)
    {
        output.WriteLine($"{file}: {Sentence(verdict)}");
        if (verdict.Signer is { } signer) output.WriteLine($"  signed with   {signer}");
        if (verdict.Check.Record is { } record) Write(output, record);
    }

    private static string Sentence(EvidenceVerdict verdict) => (verdict.Check, verdict.IsNamed) switch
    {
        ({ IsValid: true }, true) => "intact, and signed by the device that was named. 完整，且由指定设备签名。",
        ({ IsValid: true }, false) => "intact, but not proven: the key in it is not one that was named. Give the device's --fingerprint. 完整，但未证明签名设备，请用 --fingerprint 指定。",
        var (check, _) => $"NOT VALID: {check.Problem}{Where(check)}",
    };

    private static string Where(EvidenceCheck check) => (check.Entry, check.Offset) switch
    {
        (0, _) => $" [head, byte {check.Offset}]",
        ( > 0, _) => $" [edge {check.Entry}, byte {check.Offset}]",
        (_, >= 0) => $" [byte {check.Offset}]",
        _ => "",
    };

    private static void Write(TextWriter output, EvidenceRecord record)
    {
        output.WriteLine($"  device        {record.Device}");
        output.WriteLine($"  detection     {record.Detection.Sensor}: {record.Detection.Kind} {record.Detection.Value} at {Wall(record, record.Detection.Time.Nanoseconds)}");
        foreach (var field in record.Detection.Fields) output.WriteLine($"    {Printable(field.Name)} = {(field.Text is { } text ? Printable(text) : field.Number)}");
        output.WriteLine($"  covers        {Wall(record, record.From)} to {Wall(record, record.To)}{(record.IsWhole ? "" : "; part of it was not watched 部分时段未监测")}");
        output.WriteLine($"  raw edges     {record.Edges.Count} of {Printable(string.Join(", ", record.Lines))}");
        if (record.Clip is { } clip) output.WriteLine($"  pictures      recorder {Printable(clip.Recorder)}, channel {Printable(clip.Channel)}{Times(record)}");
    }

    private static string Times(EvidenceRecord record) => record.ClipTimes is var (from, to) ? $", {from} to {to} on its clock" : "";

    /// <summary>A file is from anywhere: what could move a terminal's cursor is shown as �.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));

    private static string Wall(EvidenceRecord record, long nanoseconds) =>
        record.Zero is { } zero ? zero.PlusNanoseconds(nanoseconds).ToString() : $"{Duration.FromNanoseconds(nanoseconds)} after the boot";
}
