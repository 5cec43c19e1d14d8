using System.Text;

namespace CityKit.Edge.Trials;

/// <summary>Texts that fit into a field of an event.</summary>
internal static class EventText
{
    private const int MaxBytes = 200;

    /// <summary>The beginning that fits, whole characters only.</summary>
    internal static string Cut(string text)
    {
        var bytes = 0;
        var fitting = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MaxBytes) break;
            fitting.Append(rune.ToString());
        }
        return fitting.ToString();
    }
}
