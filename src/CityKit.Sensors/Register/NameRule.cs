using CityKit.Core;

namespace CityKit.Sensors.Register;

/// <summary>Quantities and rule ids are written like every other name that travels.</summary>
internal static class NameRule
{
    internal const string Allowed = "1 to 64 characters of a-z, 0-9, '.', '_', '-', starting with a letter or digit";

    internal const string PurposeAllowed = "a purpose such as elder-care: " + Allowed;

    internal static bool IsValid(string? text) => SensorName.TryParse(text, null, out _);
}
