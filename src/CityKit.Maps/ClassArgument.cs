using System.Globalization;
using CityKit.Components;
using CityKit.Components.Nearest;

namespace CityKit.Maps;

/// <summary>Reads a class of components: 5 digits (GB/T 47678.5), 4 (GB/T 30428.2), or 2 for a major class.</summary>
/// <param name="IsRead">Whether it is one, or none was given.</param>
/// <param name="Filter">The class; null for all.</param>
internal readonly record struct ClassArgument(bool IsRead, ClassFilter? Filter)
{
    internal static ClassArgument Read(string? text)
    {
        if (text is null) return new ClassArgument(true, null);
        if (text.Length == 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major > 0)
            return new ClassArgument(true, ClassFilter.OfMajors(major));
        var standard = text.Length == 4 ? CatalogueStandard.GbT30428 : CatalogueStandard.GbT47678;
        return ClassKey.TryOf(standard, ClassKind.Component, text, out var key) ? new ClassArgument(true, ClassFilter.Of(key)) : default;
    }
}
