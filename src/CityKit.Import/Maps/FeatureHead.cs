using System.Text.Json;

namespace CityKit.Import.Maps;

/// <summary>Distinguishes a feature that is alone from a collection of them, by the first member that shows it.</summary>
internal static class FeatureHead
{
    /// <summary>
    /// Whether the object that the reader is at is a feature; null when its bytes do not reach to where that is seen.
    /// </summary>
    internal static bool? IsFeature(Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.ValueTextEquals("features")) return false;
            if (reader.ValueTextEquals("geometry") || reader.ValueTextEquals("properties")) return true;
            var isType = reader.ValueTextEquals("type");
            if (!reader.TrySkip()) return null;
            if (isType && reader.TokenType == JsonTokenType.String) return reader.ValueTextEquals("Feature");
        }
        return null;
    }
}
