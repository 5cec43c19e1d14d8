using System.Globalization;

namespace CityKit.Import.Systems;

/// <summary>
/// Seven parameters from a datum to WGS84 or CGCS2000 (七参数, 布尔沙模型): position vector rotation (EPSG method 9606), the signs of
/// <c>TOWGS84</c>. Parameters of a coordinate frame rotation (EPSG 9607) have the three rotations with the other sign. <c>default</c>
/// shifts nothing.
/// </summary>
/// <param name="X">Shift along X, in metres.</param>
/// <param name="Y">Shift along Y, in metres.</param>
/// <param name="Z">Shift along Z, in metres.</param>
/// <param name="RotationX">Rotation about X, in seconds of arc.</param>
/// <param name="RotationY">Rotation about Y, in seconds of arc.</param>
/// <param name="RotationZ">Rotation about Z, in seconds of arc.</param>
/// <param name="PartsPerMillion">Scale less 1, in parts per million.</param>
public readonly record struct DatumShift(double X, double Y, double Z, double RotationX, double RotationY, double RotationZ,
    double PartsPerMillion)
{
    /// <summary>"shift=X,Y,Z,rX,rY,rZ,ppm" with the shortest digits that round-trip.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"shift={X:R},{Y:R},{Z:R},{RotationX:R},{RotationY:R},{RotationZ:R},{PartsPerMillion:R}");
}
