using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids;
using CityKit.Grids.Maps;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NodaTime;

namespace CityKit.NetTopologySuite.Tests;

public class GeometryRoundTripTests
{
    private static readonly GridScheme Any = GridScheme.Parse("test");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TryPolygons_OfAnyPolygon_GivesTheSameBackThroughWkb(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            ImmutableArray<GeoPolygon> polygons = [.. Enumerable.Range(0, random.Next(1, 4)).Select(part => Polygon(random, part))];
            var geometry = new Grid(Any, "a", "", polygons).ToGeometry();
            Assert.Equal(GeometryExtensions.Srid, geometry.SRID);
            Assert.True(geometry.IsValid);
            Assert.True(Wkb.TryRead(random.Next(2) == 0 ? Wkb.Write(geometry) : Wkb.WriteExtended(geometry), out var read, out var refusal),
                refusal?.Message.En);
            Assert.True(FromGeometry.TryPolygons(read, out var back, out refusal), refusal?.Message.En);
            Assert.Equal(polygons.Select(Text), back.Select(Text));
        }
    }

    [Fact]
    public void TryPoint_OfAnyPoint_GivesTheSameBack()
    {
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++)
        {
            var point = GeoPoint.FromDegrees(random.NextDouble() * 360 - 180, random.NextDouble() * 180 - 90);
            Assert.True(FromGeometry.TryPoint(point.ToGeometry(), out var back, out _));
            Assert.Equal(point, back);
        }
    }

    [Fact]
    public void TryBox_OfABox_GivesTheSameBack()
    {
        var box = new GeoBox(120, 36, 121, 37);
        Assert.Equal(box.ToEnvelope(), box.ToGeometry().EnvelopeInternal);
        Assert.True(FromGeometry.TryBox(box.ToEnvelope(), out var back, out _));
        Assert.Equal(box, back);
        Assert.False(FromGeometry.TryBox(new Envelope(), out _, out var empty));
        Assert.Equal("empty", empty.Code);
        Assert.False(FromGeometry.TryBox(new Envelope(0, 181, 0, 1), out _, out var range));
        Assert.Equal("range", range.Code);
    }

    [Fact]
    public void ToMap_RowsOfAMap_GiveTheSameMap()
    {
        var map = new GridMap([new Grid(Any, "a", "甲", [Polygon(new Random(1), 0)]), new Grid(Any, "b",
            "", [Polygon(new Random(2), 1), Polygon(new Random(3), 2)])]);
        var back = GridRows.ToMap(Any, map.ToRows(), out var refused);
        Assert.Empty(refused);
        Assert.Equal(map.Sha256.ToArray(), back.Sha256.ToArray());
        Assert.Equal(["甲", ""], back.Grids.Select(grid => grid.Name));
    }

    [Fact]
    public void ToMap_BadRows_AreNamedAndTheRestIsTaken()
    {
        var good = Polygon(new Random(1), 0).ToGeometry();
        GridRow[] rows = [new("370202014901001", "", good), new("37", "", good), new("370202014901001", "", good), new("370202014901002",
            "", new WKTReader().Read("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"))];
        Assert.Single(GridRows.ToMap(GridScheme.UnitGrid, rows, out var refused).Grids);
        Assert.Equal(["code", "duplicate", "invalid"], refused.Select(row => row.Why.Code));
    }

    [Theory]
    [InlineData("LINESTRING (0 0, 1 1)", "kind")]
    [InlineData("GEOMETRYCOLLECTION (POLYGON ((0 0, 0 1, 1 1, 0 0)))", "kind")]
    [InlineData("POLYGON EMPTY", "empty")]
    [InlineData("POLYGON ((0 0, 0 91, 1 91, 0 0))", "range")]
    [InlineData("POLYGON ((0 0, 1 1, 0 0, 1 1, 0 0))", "ring")]
    [InlineData("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "invalid")]
    [InlineData("POLYGON ((0 0, 1 0, 1 1, 0 0), (5 5, 6 5, 6 6, 5 5))", "invalid")]
    [InlineData("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((1 1, 2 1, 2 2, 1 1)))", "invalid")]
    [InlineData("POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))", "antimeridian")]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "kind")] // one is wanted
    public void TryPolygon_WhatCannotBeTaken_IsRefusedInBothLanguages(string text, string code)
    {
        Assert.False(FromGeometry.TryPolygon(new WKTReader().Read(text), out var polygon, out var refusal));
        Assert.Null(polygon);
        Assert.Equal(code, refusal.Code);
        Assert.NotEmpty(refusal.Message.En);
        Assert.NotEmpty(refusal.Message.Zh);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4326, true)]
    [InlineData(4490, true)]
    [InlineData(3857, false)]
    public void TryPoint_OtherSystem_IsRefused(int srid, bool isTaken)
    {
        Assert.Equal(isTaken, FromGeometry.TryPoint(new Point(120, 36) { SRID = srid }, out _, out var refusal));
        Assert.Equal(isTaken ? null : "srid", refusal?.Code);
    }

    [Theory]
    [InlineData("", "kind")]
    [InlineData("0101000000000000000000F03F", "wkb")]                        // cut
    [InlineData("0103000000FFFFFF7F", "wkb")]                                // two milliard rings
    [InlineData("010700000001000000010700000000000000", "kind")]             // a collection in a collection
    [InlineData("010200000000000000", "kind")]
    [InlineData("010300000001000000030000000000000000000000000000000000000000000000000000000000F03F000000000000F03F000000000000F03F",
        "wkb")] // not closed
    public void TryRead_DamagedWkb_IsRefused(string hex, string code)
    {
        Assert.False(Wkb.TryRead(Convert.FromHexString(hex), out var geometry, out var refusal));
        Assert.Null(geometry);
        Assert.Equal(code, refusal.Code);
    }

    /// <summary>As PostGIS 3 writes <c>ST_AsEWKB('SRID=4326;POINT(120 36)')</c>.</summary>
    [Fact]
    public void WriteExtended_Point_IsWhatPostGisWrites() =>
        Assert.Equal("0101000020E61000000000000000005E400000000000004240",
            Convert.ToHexString(Wkb.WriteExtended(GeoPoint.FromDegrees(120, 36).ToGeometry())));

    [Fact]
    public void ToAttributes_OfGrid_SaysWhatIsKnown()
    {
        var grid = new Grid(Any, "a", "甲", [Polygon(new Random(1), 0)]) { Valid = new Validity(new LocalDate(2026, 3, 1), null) };
        var attributes = grid.ToAttributes();
        Assert.Equal(["code", "name", "scheme", "squareMetres", "validFrom"], attributes.Keys.Order());
        Assert.Equal(("test", "a", "甲",
            "2026-03-01"), (attributes["scheme"], attributes["code"], attributes["name"], attributes["validFrom"]));
    }

    [Fact]
    public void ToAttributes_OfComponent_SaysWhatIsKnown()
    {
        var component = Lamp();
        var attributes = component.ToAttributes();
        Assert.Equal(["class", "department", "externalId", "firstSurveyed", "grid", "id", "name", "state"], attributes.Keys.Order());
        Assert.Equal((component.Id.ToString(), "路灯", "L-7",
            "2026-03-01"), (attributes["id"], attributes["name"], attributes["externalId"], attributes["firstSurveyed"]));
        Assert.Equal((component.Location.Longitude, component.Location.Latitude), (component.ToGeometry().X, component.ToGeometry().Y));
        Assert.Equal(component.ToGeometry(), new ComponentPlace(component.Id, component.Location).ToGeometry());
    }

    private static Component Lamp() => new()
    {
        Id = ComponentId.Parse("37020201030000001"), Name = "路灯", Department = new ResponsibleBody("城管局"), Grid = GridKey
            .Of(Grids.Codes.UnitGridCode.Parse("370202014901001")),
        FirstSurveyed = new LocalDate(2026, 3, 1), Location = GeoPoint.FromDegrees(120.4, 36.1), ExternalId = "L-7",
    };

    // A star of its own ground, with a hole or two.
    private static GeoPolygon Polygon(Random random, int part)
    {
        var (x, y) = (120.0 + part, 36.0);
        var holes = Enumerable.Range(0,
            random.Next(3)).Select(hole => (IReadOnlyList<GeoPoint>)Star(random, x - 0.05 + hole * 0.1, y, 0.03));
        return GeoPolygon.FromRings(Star(random, x, y, 0.4), [.. holes]);
    }

    private static List<GeoPoint> Star(Random random, double x, double y, double radius)
    {
        var corners = random.Next(8, 40);
        return [.. Enumerable.Range(0, corners)
            .Select(i => (Angle: Math.Tau * i / corners, Radius: radius * (0.6 + 0.4 * random.NextDouble())))
            .Select(at => GeoPoint.FromDegrees(x + at.Radius * Math.Cos(at.Angle), y + at.Radius * Math.Sin(at.Angle)))];
    }

    private static string Text(GeoPolygon polygon) =>
        string.Join('|', polygon.Holes.Prepend(polygon.Outer).Select(ring => string.Join(' ', ring)));
}
