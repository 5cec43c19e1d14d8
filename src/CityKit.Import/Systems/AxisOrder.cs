namespace CityKit.Import.Systems;

/// <summary>Which of a position's two numbers comes first in a file (坐标轴顺序): what it keeps in LON, or in x.</summary>
public enum AxisOrder : byte
{
    /// <summary>East first, then north: longitude and latitude, x and y of a map on a screen.</summary>
    EastNorth = 0,

    /// <summary>North first, then east: X and Y of Chinese survey lists, latitude and longitude.</summary>
    NorthEast = 1,
}
