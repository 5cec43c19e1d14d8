using System.Text;
using CityKit.Import.Systems;

namespace CityKit.Cli.Grids;

/// <summary>The points of <c>grid locate</c> and what becomes of them.</summary>
/// <param name="File">The CSV file.</param>
/// <param name="Longitude">The column with the longitude.</param>
/// <param name="Latitude">The column with the latitude.</param>
/// <param name="System">What the coordinates are.</param>
/// <param name="NearestMetres">How far a grid may be from a point in none; null for none.</param>
/// <param name="Column">The column that is added.</param>
/// <param name="Json">JSON Lines instead of CSV.</param>
/// <param name="Encoding">The file's encoding; null to recognise it.</param>
internal sealed record PointOptions(string File, string Longitude, string Latitude, CoordinateSystem System, double? NearestMetres,
    string Column, bool Json, Encoding? Encoding);
