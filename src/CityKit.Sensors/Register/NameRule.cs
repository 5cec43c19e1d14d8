using CityKit.Core;

namespace CityKit.Sensors.Register;

/// <summary>Quantities and rule ids are written like every other name that travels.</summary>
internal static class NameRule
{
    internal static LocalizedText Allowed { get; } =
        new("1 至 64 个 a-z、0-9、.、_、-，以字母或数字开头", "1 to 64 characters of a-z, 0-9, '.', '_', '-', starting with a letter or digit");

    internal static LocalizedText PurposeAllowed { get; } =
        new($"用途，如 elder-care：{Allowed.Zh}", $"a purpose such as elder-care: {Allowed.En}");

    /// <summary>What is allowed where a time zone is named.</summary>
    internal static LocalizedText ZoneAllowed { get; } = new("IANA 时区", "a time zone of the IANA database");

    internal static bool IsValid(string? text) => SensorName.TryParse(text, null, out _);
}
