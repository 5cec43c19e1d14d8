using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CityKit.Core;
using CityKit.Maps.Pages;
using CityKit.Maps.Pictures;
using CityKit.Maps.Tests.Support;

namespace CityKit.Maps.Tests.Pages;

public sealed partial class HtmlMapTests
{
    [Fact]
    public void Write_APicture_HoldsItsDataAndMapLibreWithItsLicence()
    {
        var page = Page(TestShapes.Picture(TestShapes.Area("1", 12), TestShapes.Area("2", null, 1)));
        using var data = Data(page);
        Assert.Equal("青岛市部件", data.RootElement.GetProperty("title").GetProperty("zh").GetString());
        Assert.Equal("2026-11-28", data.RootElement.GetProperty("date").GetString());
        var areas = data.RootElement.GetProperty("areas").GetProperty("features");
        Assert.Equal((12, JsonValueKind.Null), (areas[0].GetProperty("properties").GetProperty("count").GetInt32(),
            areas[1].GetProperty("properties").GetProperty("count").ValueKind));
        Assert.Contains("v5.24.1/LICENSE.txt", page, StringComparison.Ordinal);
        Assert.Contains("Copyright (c) 2023, MapLibre contributors", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!--<script>")]
    [InlineData("\"}]};alert('x')//\u2028")]
    public void Write_HostileNames_ComeThroughNowhere(string name)
    {
        var hostile = new LocalizedText(name, name);
        var plain = TestShapes.Picture(TestShapes.Area("1", 1));
        var picture = new MapPicture(hostile, hostile, TestShapes.Day, hostile, [TestShapes.Area("1", 1, 0, name, name)])
        {
            Outlines = [new MapOutline(hostile, [TestShapes.Box(120, 36, 121, 37)])],
            Dots = [new MapDot(name, hostile, GeoPoint.FromDegrees(120.5, 36.5))],
        };
        var page = Page(picture);
        Assert.Equal(Tag().Count(Page(plain)), Tag().Count(page));
        Assert.DoesNotContain(name, page, StringComparison.Ordinal);
        using var data = Data(page);
        Assert.Equal(name, data.RootElement.GetProperty("areas").GetProperty("features")[0].GetProperty("properties").GetProperty("zh")
            .GetString());
    }

    [Fact]
    public void Write_AnyPage_AllowsNoRequestAtAll()
    {
        var page = Page(TestShapes.Picture(TestShapes.Area("1", 1)));
        var policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(script|link|img|iframe)[^>]+(src|href)=", page);
    }

    [Fact]
    public void Write_ThousandsOfGrids_FitsAPage()
    {
        var page = HtmlMap.Write(TestShapes.Picture(TestShapes.Rows(8_000, 12)));
        Assert.Null(page.Refusal);
        Assert.InRange(page.Utf8.Length, 1 << 20, HtmlMap.MostBytes);
    }

    [Fact]
    public void Write_LittleRoom_SimplifiesMore_AndAtLastRefuses()
    {
        var picture = TestShapes.Picture(TestShapes.Rows(400, 40));
        var (wide, narrow) = (HtmlMap.Write(picture), HtmlMap.Write(picture, 1_700_000));
        Assert.True(narrow.ToleranceMetres > wide.ToleranceMetres, $"{narrow.ToleranceMetres} m");
        Assert.InRange(narrow.Utf8.Length, 1, 1_700_000);
        var refused = HtmlMap.Write(picture, 1_200_000);
        Assert.Equal("too-large", refused.Refusal?.Code);
        Assert.Contains("1.2", refused.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Contains("1.2", refused.Refusal.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TooManyComponents_IsRefusedWithAWayOut()
    {
        var dot = new MapDot("1", new LocalizedText("路灯", "Street lamp"), GeoPoint.FromDegrees(120, 36));
        var refused = HtmlMap.Write(TestShapes.Picture(TestShapes.Area("1", 1)) with { Dots =
            [.. Enumerable.Repeat(dot, HtmlMap.MostDots + 1)] });
        Assert.Equal("too-many", refused.Refusal?.Code);
        Assert.Contains("smaller part", refused.Refusal!.Message.En, StringComparison.Ordinal);
    }

    [Theory] // of the package maplibre-gl 5.24.1, dist
    [InlineData("maplibre-gl.js", "a9c9e2aa36d4d5b63b131f27c1272f1a28883eeecc0eddd1e0dbfae4033bc7c9")]
    [InlineData("maplibre-gl.css", "ab1e70d59ec40465bae7e7030da2f3ccf28133fd502e62bd598eefbadfd7a732")]
    [InlineData("LICENSE.txt", "ee5fc05a0677eaf69601d2c7db0d9ecd6cc27c3abc1d0733bc9ed34707cf8ef2")]
    public void MapLibre_Files_AreAsTheyCame(string name, string sha256)
    {
        using var stream = typeof(HtmlMap).Assembly.GetManifestResourceStream(name)!;
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    [ChromiumFact]
    public async Task Page_InChromium_DrawsEveryAreaAndAsksNothing()
    {
        var picture = TestShapes.Picture(TestShapes.Rows(30, 4)) with
        {
            Outlines = [new MapOutline(new LocalizedText("市南区", "Shinan"), [TestShapes.Box(120, 36, 120.024, 36.02)])],
            Dots = [new MapDot("1", new LocalizedText("路灯", "Street lamp"), GeoPoint.FromDegrees(120.003, 36.003))],
        };
        await using var chromium = await Chromium.OpenAsync(HtmlMap.Write(picture).Utf8);
        Assert.Equal("30", await chromium.WaitAsync("document.body.dataset.error || document.body.dataset.drawn || null"));
        Assert.Equal("青岛市部件", await chromium.AskAsync(
            "document.getElementById('title').textContent === 'Components of Qingdao' && document.getElementById('language').click() || document.getElementById('title').textContent"));
        Assert.Equal("Components of Qingdao", await chromium.AskAsync(
            "document.getElementById('language').click() || document.getElementById('title').textContent"));
        Assert.Empty(chromium.Requests);
        Assert.Empty(chromium.Errors);
    }

    [ChromiumFact]
    public async Task Popup_InChromium_ShowsAHostileNameAsText()
    {
        const string Hostile = "<img src=x onerror=\"document.body.dataset.harm='done'\">";
        await using var chromium = await Chromium
            .OpenAsync(HtmlMap.Write(TestShapes.Picture(TestShapes.Area("1", 3, 0, Hostile, Hostile))).Utf8);
        await chromium.WaitAsync("document.body.dataset.error || document.body.dataset.drawn || null");
        await chromium.AskAsync("document.querySelector('#highest button').click()");
        Assert.Equal(Hostile, await chromium.WaitAsync("document.querySelector('.maplibregl-popup .name')?.textContent ?? null"));
        Assert.Equal("0 undefined", await chromium.AskAsync("`${document.images.length} ${document.body.dataset.harm}`"));
        Assert.Empty(chromium.Errors);
    }

    private static string Page(MapPicture picture) => Encoding.UTF8.GetString(HtmlMap.Write(picture).Utf8.Span);

    private static JsonDocument Data(string page)
    {
        const string Start = "<script type=\"application/json\" id=\"data\">";
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
    }

    [GeneratedRegex("<[a-z!/]", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"")]
    private static partial Regex Policy();
}
