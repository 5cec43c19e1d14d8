using System.Globalization;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Mapping;

/// <summary>The number of a reading: as the vendor writes it, or what its word stands for, times a factor.</summary>
/// <param name="Text">What the vendor writes.</param>
/// <param name="Words">What each word stands for; empty when it is a number already.</param>
/// <param name="Scale">What it is multiplied by, such as 0.001 for millimetres in m.</param>
internal sealed record MappedValue(MappedText Text, IReadOnlyDictionary<string, decimal> Words, decimal Scale)
{
    internal string Allowed => Words.Count > 0 ? string.Join(", ", Words.Keys) : $"a number up to {Amount.MaxNumber}, true or false";

    /// <summary>The number; null when the text is not one.</summary>
    internal decimal? NumberOf(string text)
    {
        if (Words.Count > 0) return Words.TryGetValue(text, out var known) ? known : null;
        return text switch
        {
            "true" => 1,
            "false" => 0,
            _ => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Scaled(number) : null,
        };
    }

    private decimal? Scaled(decimal number) =>
        Math.Abs(number) <= Amount.MaxNumber && Math.Abs(number * Scale) <= Amount.MaxNumber ? number * Scale : null;
}
