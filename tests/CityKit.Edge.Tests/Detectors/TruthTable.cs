using System.Globalization;
using System.Text;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using NodaTime.Text;

namespace CityKit.Edge.Tests.Detectors;

/// <summary>Reads and plays the tables; how they are written stands at the head of each.</summary>
internal sealed class TruthTable
{
    private readonly List<string> expected = [];
    private readonly EventLog log = new();
    private IDetector? detector;

    internal static IEnumerable<(string Title, string[] Lines)> Cases(string resource)
    {
        var lines = Encoding.UTF8.GetString(Resource.Bytes(resource)).Split('\n').Select(l => l.Split('#')[0].Trim())
            .Where(l => l.Length > 0).ToArray();
        var starts = Enumerable.Range(0, lines.Length).Where(i => lines[i][0] == '[').Append(lines.Length).ToArray();
        for (var i = 0; i + 1 < starts.Length; i++) yield return (lines[starts[i]].Trim('[', ']'), lines[(starts[i] + 1)..starts[i + 1]]);
    }

    internal static (string Expected, string Actual) Play(string[] lines)
    {
        var table = new TruthTable();
        foreach (var line in lines) table.PlayLine(line);
        return (string.Join('\n', table.expected), table.log.Text);
    }

    private void PlayLine(string line)
    {
        if (line.StartsWith("=>", StringComparison.Ordinal)) expected.Add(line[2..].Trim());
        else if (line[0] == '{') detector = Make(line);
        else Feed(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IDetector Make(string sensor)
    {
        var json = $$"""{"device":"d","lines":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}],"outputs":[{"name":"test","kind":"emitter-test"}],"sensors":[{{sensor}}]}""";
        var result = EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json));
        Assert.True(result.Configuration is not null, string.Join('\n', result.Errors));
        return DetectorFactory.CreateAll(result.Configuration.Sensors).Single();
    }

    private void Feed(string[] words)
    {
        var at = Nanoseconds(words[0]);
        switch (words[1])
        {
            case "start": detector!.Start(at, Levels(words[2..]), log); break;
            case "clock": detector!.OnClock(at, InstantPattern.General.Parse(words[2]).Value.PlusNanoseconds(-at), log); break;
            case "switched": detector!.OnSwitched("test", IsOn(words[2]), at, words.Length == 3); break;
            case "until": detector!.OnTime(at, log); break;
            case "blind": detector!.OnBlind(Nanoseconds(words[2]), at, Levels(words[3..]), log); break;
            default: detector!.OnEdge(words[1][0] - 'a', IsOn(words[2]), at,
                words.Length > 3 ? uint.Parse(words[3]["missed=".Length..], CultureInfo.InvariantCulture) : 0, log); break;
        }
    }

    private static bool[] Levels(string[] words) => [.. words.Select(IsOn)];

    private static bool IsOn(string word) =>
        word switch { "on" => true, "off" => false, _ => throw new FormatException($"'{word}' is neither on nor off.") };

    private static long Nanoseconds(string milliseconds) => (long)(decimal.Parse(milliseconds, CultureInfo.InvariantCulture) * 1_000_000);
}
