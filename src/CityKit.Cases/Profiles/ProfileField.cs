using CityKit.Core;

namespace CityKit.Cases.Profiles;

/// <summary>
/// A field of a profile's own that its items carry (扩展字段): a hotline's order number, "a person is trapped". Never personal data.
/// </summary>
/// <param name="Id">The id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">What it holds.</param>
public sealed record ProfileField(string Id, LocalizedText Name, FieldType Type)
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxText = 200;

    /// <summary>What a <see cref="FieldType.Choice"/> may be.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Who sees it: those who see this part of the item.</summary>
    public WorkItemPart Part { get; init; } = WorkItemPart.Summary;

    /// <summary>Whether a value is one of this field.</summary>
    public bool Takes(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Type switch
        {
            FieldType.Flag => value is "true" or "false",
            FieldType.Number => value.Length <= 30 && decimal.TryParse(value, System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture, out _),
            FieldType.Choice => Values.Contains(value),
            _ => value.Length is > 0 and <= MaxText,
        };
    }
}
