using System.Net;
using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Tests.Support;
using CityKit.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Map;

/// <summary>Ground maps of an application's own, read by the server.</summary>
public sealed class MapSourceTests : IDisposable
{
    private const string Tile = "/desk/map/sources/city/3/2/1";
    private static readonly LocalizedText Title = new("城市底图", "City");
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public async Task Address_WithPictures_IsAskedOnceForAnHour()
    {
        await using var server = await TileServer.StartAsync(TileServer.PictureAsync);
        await using var host = await StartAsync(TileSource.OfAddress("city", Title, server.Template));
        using var duty = await host.ClientAsync("duty");
        for (var i = 0; i < 2; i++)
        {
            var answer = await duty.GetAsync(Tile);
            Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        }
        Assert.Equal(["/3/2/1.png"], server.Asked); // and no cookie of the person who looks
        host.Time.Advance(Duration.FromHours(1));
        await duty.GetAsync(Tile);
        Assert.Equal(2, server.Asked.Count);
    }

    [Theory]
    [InlineData(500, "status 500")]
    [InlineData(302, "status 302")]
    public async Task Address_ThatRefuses_IsToldAndNotAskedAgainAtOnce(int status, string why)
    {
        await using var server = await TileServer.StartAsync(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (status, "http://127.0.0.1:1/");
            return Task.CompletedTask;
        });
        await AssertFailsAsync(server, why);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Address_WithAPageForAPicture_IsToldAsNone()
    {
        await using var server = await TileServer.StartAsync(context => context.Response.WriteAsync("<script>alert(1)</script>"));
        await AssertFailsAsync(server, "no PNG, JPEG or WebP");
    }

    [Fact]
    public async Task Address_WithMoreThanAMegabyte_IsRefused()
    {
        await using var server = await TileServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[(1 << 20) + 1]).AsTask());
        await AssertFailsAsync(server, "cannot be reached");
    }

    [Fact]
    public async Task Address_WithoutATileThere_IsNone()
    {
        await using var server = await TileServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await using var host = await StartAsync(TileSource.OfAddress("city", Title, server.Template));
        using var duty = await host.ClientAsync("duty");
        Assert.Equal(HttpStatusCode.NoContent, (await duty.GetAsync(Tile)).StatusCode);
    }

    [Fact]
    public async Task File_WithVectorTiles_IsReadAndExchangedWithoutANewStart()
    {
        File.WriteAllBytes(path, PmTilesMaker.File(new() { [0] = PmTilesMaker.Vector }, layers: ["roads"]));
        await using var host = await StartAsync(TileSource.OfFile("city", Title, path));
        using var duty = await host.ClientAsync("duty");
        Assert.Equal(PmTilesMaker.Vector, await duty.GetByteArrayAsync("/desk/map/sources/city/0/0/0"));
        Assert.Equal(HttpStatusCode.NoContent, (await duty.GetAsync(Tile)).StatusCode);
        File.WriteAllBytes(path + ".new", PmTilesMaker.File(new() { [0] = PmTilesMaker.Picture }, kind: 2));
        File.SetLastWriteTimeUtc(path + ".new", File.GetLastWriteTimeUtc(path).AddMinutes(1));
        File.Move(path + ".new", path, overwrite: true);
        Assert.Equal("image/png", (await duty.GetAsync("/desk/map/sources/city/0/0/0")).Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task File_ThatIsMissing_IsTold()
    {
        await using var host = await StartAsync(TileSource.OfFile("city", Title, path + ".none"));
        using var duty = await host.ClientAsync("duty");
        var answer = await duty.GetAsync(Tile);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("There is no file", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("City", "https://tiles.example/{z}/{x}/{y}.png")]
    [InlineData("city", "https://tiles.example/{z}/{x}.png")]
    [InlineData("city", "file:///etc/{z}/{x}/{y}")]
    [InlineData("city", "/tiles/{z}/{x}")]
    [InlineData("city", "//tiles.example/{z}/{x}/{y}")]
    public void Address_ThatIsNone_Throws(string id, string template) =>
        Assert.Throws<ArgumentException>(() => TileSource.OfAddress(id, Title, template));

    [Fact]
    public async Task Path_OfTheApplication_IsNotAskedByTheDesk()
    {
        await using var host = await StartAsync(TileSource.OfAddress("city", Title, "/tiles/{z}/{x}/{y}"));
        using var duty = await host.ClientAsync("duty");
        Assert.Equal(HttpStatusCode.NotFound, (await duty.GetAsync(Tile)).StatusCode);
    }

    private static async Task AssertFailsAsync(TileServer server, string why)
    {
        await using var host = await StartAsync(TileSource.OfAddress("city", Title, server.Template));
        using var duty = await host.ClientAsync("duty");
        for (var i = 0; i < 2; i++)
        {
            var answer = await duty.GetAsync(Tile);
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            Assert.Contains(why, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static Task<DeskHost> StartAsync(TileSource source) =>
        DeskHost.StartAsync(DeskCity.People, change: services => services.Configure<DeskOptions>(options => options.Tiles.Add(source)));
}
