using System.Globalization;

namespace CityKit.Import.Systems;

/// <summary>
/// Four parameters from one plane to another (四参数, 平面相似变换), north and east in metres:
/// <c>north' = North + k (north cos r − east sin r)</c>, <c>east' = East + k (north sin r + east cos r)</c>,
/// with <c>k = 1 + PartsPerMillion / 1,000,000</c> and r positive from north to east.
/// </summary>
/// <param name="To">The plane that they lead to, such as EPSG:4549.</param>
/// <param name="North">Shift to the north (Δx), in metres.</param>
/// <param name="East">Shift to the east (Δy), in metres.</param>
/// <param name="RotationSeconds">The rotation r, in seconds of arc.</param>
/// <param name="PartsPerMillion">Scale less 1, in parts per million.</param>
public sealed record PlaneShift(CoordinateSystem To, double North, double East, double RotationSeconds, double PartsPerMillion)
{
    private const double SecondsOfRadian = 180 * 3_600 / Math.PI;

    private readonly double scaledCosine = (1 + PartsPerMillion / 1e6) * Math.Cos(RotationSeconds / SecondsOfRadian);
    private readonly double scaledSine = (1 + PartsPerMillion / 1e6) * Math.Sin(RotationSeconds / SecondsOfRadian);

    /// <summary>"plane=SYSTEM,north,east,seconds,ppm" with the shortest digits that round-trip.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"plane={To},{North:R},{East:R},{RotationSeconds:R},{PartsPerMillion:R}");

    internal (double East, double North) Shift(double east, double north) =>
        (East + north * scaledSine + east * scaledCosine, North + north * scaledCosine - east * scaledSine);
}
