using System.Text;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Import.Tests.Maps;

public class RingRepairTests
{
    private static readonly GeoJsonGridOptions Any = new() { Scheme = GridScheme.Parse("test") };

    [Fact]
    public void Read_RepairOfCrossingRing_TakesBothLobesAndSaysWhatChanged()
    {
        var read = Read("Polygon", "[[[0,0],[0.01,0.01],[0.01,0],[0,0.01],[0,0]]]", Any with { Repair = true });
        Assert.Empty(read.Problems);
        Assert.Empty(read.Invalid);
        var grid = Assert.Single(read.Grids);
        Assert.Equal(2, grid.Polygons.Length);
        var finding = Assert.Single(read.Findings);
        Assert.Equal((GridFindingKind.Repaired, "a"), (finding.Kind, finding.Codes[0]));
        Assert.Equal((1, 2, 0.0), (finding.Repair!.PartsBefore, finding.Repair.PartsAfter, finding.Repair.LargestShiftMetres));
        Assert.Equal(grid.SquareMetres, finding.Repair.SquareMetresAfter);
        Assert.Equal(0, finding.Repair.SquareMetresBefore, 1); // the lobes run in opposite directions
        Assert.Contains("parts 1 → 2", finding.Message.En, StringComparison.Ordinal);
        Assert.Contains("已修复", finding.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RepairOfSpike_SaysHowFarItReached()
    {
        var read = Read("Polygon", "[[[0,0],[0.01,0],[0.02,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]]", Any with { Repair = true });
        var repair = Assert.Single(read.Findings).Repair!;
        Assert.Equal(At(0.01).MetresTo(At(0.02)), repair.LargestShiftMetres, 0.01);
        Assert.Equal(repair.SquareMetresBefore, repair.SquareMetresAfter, 0.1);
    }

    [Fact]
    public void Read_WithoutRepair_LeavesTheGridOut()
    {
        var read = Read("Polygon", "[[[0,0],[0.01,0.01],[0.01,0],[0,0.01],[0,0]]]", Any);
        Assert.Equal(("invalid", 0, 1), (Assert.Single(read.Problems).Reason, read.Grids.Length, read.Invalid.Length));
    }

    [Fact]
    public void Check_OfRepairedGrids_KeepsWhatChanged()
    {
        var read = Read("Polygon", "[[[0,0],[0.01,0.01],[0.01,0],[0,0.01],[0,0]]]", Any with { Repair = true });
        Assert.Equal([GridFindingKind.Repaired], GridMapCheck.Check(read).Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Validate_RepairOfRingThatEnclosesNothing_StaysInvalid()
    {
        var line = new Grid(Any.Scheme, "a", "", [GeoPolygon.FromRings([At(0), At(1), At(2), At(1)])]);
        var read = GridMapCheck.Validate(new GridReadResult([line], []), repair: true);
        Assert.Equal("invalid", Assert.Single(read.Problems).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OverTheAntimeridian_IsRefusedWithItsReason(bool repair)
    {
        var read = Read("Polygon", "[[[179.9,-17],[-179.9,-17],[-179.9,-16],[179.9,-16],[179.9,-17]]]", Any with { Repair = repair });
        var problem = Assert.Single(read.Problems);
        Assert.Equal(("antimeridian", GeoPoint.FromDegrees(179.9, -17)), (problem.Reason, problem.Where));
        Assert.Contains("RFC 7946", problem.Message.En, StringComparison.Ordinal);
        Assert.Contains("180° 经线", problem.Message.Zh, StringComparison.Ordinal);
        Assert.Empty(GridMapCheck.Check(read).Findings);
    }

    [Fact]
    public void Read_CutAtTheAntimeridian_IsTaken()
    {
        var read = Read("MultiPolygon",
            "[[[[179.9,-17],[180,-17],[180,-16],[179.9,-16],[179.9,-17]]],[[[-180,-17],[-179.9,-17],[-179.9,-16],[-180,-16],[-180,-17]]]]",
            Any);
        Assert.Empty(read.Problems);
        Assert.True(new GridMap(read.Grids).TryLocate(GeoPoint.FromDegrees(-179.95, -16.5), out _));
    }

    private static GeoPoint At(double longitude) => GeoPoint.FromDegrees(longitude, 0);

    private static GridReadResult Read(string type, string coordinates, GeoJsonGridOptions options) =>
        GridGeoJsonReader.Read(Encoding.UTF8.GetBytes(
        $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"a"},"geometry":{"type":"{{{type}}}","coordinates":{{{coordinates}}}}}]}"""), options);
}
