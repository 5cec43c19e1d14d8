namespace CityKit.Maps.Tiles;

/// <summary>In which coordinates a ground map's tiles were cut (坐标系).</summary>
public enum TileDatum
{
    /// <summary>WGS 84, or CGCS2000, which is the same on a screen.</summary>
    Wgs84,

    /// <summary>GCJ-02 (国测局坐标), as map providers in China cut them: what is drawn on it is converted, so that it fits.</summary>
    Gcj02,
}
