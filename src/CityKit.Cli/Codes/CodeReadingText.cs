using CityKit.Core;

namespace CityKit.Cli.Codes;

/// <summary>Readings in words.</summary>
internal static class CodeReadingText
{
    internal static void Write(TextWriter output, string code, IReadOnlyList<CodeReading> readings)
    {
        for (var i = 0; i < readings.Count; i++)
        {
            if (i > 0) output.WriteLine();
            output.WriteLine($"{code}{(readings.Count > 1 ? $" (reading {i + 1} of {readings.Count})" : "")}: {readings[i].Name}");
            Write(output, readings[i]);
        }
    }

    private static void Write(TextWriter output, CodeReading reading)
    {
        if (reading.Problem is { } problem) output.WriteLine($"  WRONG {problem}");
        foreach (var part in reading.Parts)
            output.WriteLine($"  {part.Text,-21} {part.Field}{(part.Meaning.Length == 0 ? "" : $": {part.Meaning}")}");
        foreach (var check in reading.Checks)
            output.WriteLine($"  {check.Found,-21} {check.Name}: {Verdict(check)}");
        foreach (var note in reading.AreaFindings.Concat(reading.Notes)) output.WriteLine($"  {note}");
    }

    private static LocalizedText Verdict(CodeCheck check) => check.Holds ? new("正确", "holds")
        : new($"应为 {check.Expected}", $"WRONG, the others make it {check.Expected}");
}
