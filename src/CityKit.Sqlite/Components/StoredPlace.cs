using CityKit.Core;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Where a component is, as two columns of a row have it.</summary>
internal static class StoredPlace
{
    /// <exception cref="FormatException">The columns hold no place.</exception>
    internal static GeoPoint Read(SqliteStatement row, int longitude) =>
        GeoPoint.TryFromDegrees(row.Double(longitude), row.Double(longitude + 1), out var place) ? place
            : throw new FormatException($"Component {row.Int64(0)} is at {row.Double(longitude)}, {row.Double(longitude + 1)}, "
                + $"which is no place. 部件 {row.Int64(0)} 的坐标无效。");
}
