using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Parking;
using Microsoft.OpenApi;

namespace CityKit.Hub.Tests;

/// <summary>
/// docs/openapi.json is what a hub says of itself. With CITYKIT_WRITE_DOCS=1 in the environment the first test writes it.
/// </summary>
public sealed class OpenApiTests
{
    private static string Page => Path.Combine(Folder, "docs", "openapi.json");

    private static string Folder
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "CityKit.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    [Fact]
    public async Task Document_OfAHub_IsTheOneInDocs()
    {
        await using var city = await HttpCity.StartAsync();
        var (status, text) = await city.SendForTextAsync(HttpMethod.Get, "openapi.json", TestCity.Resident);
        Assert.Equal(HttpStatusCode.OK, status);
        if (Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1") await File.WriteAllTextAsync(Page, text + "\n");
        Assert.True(await File.ReadAllTextAsync(Page) == text + "\n",
            "docs/openapi.json is not what the hub says: run this test with CITYKIT_WRITE_DOCS=1.");
    }

    [Fact]
    public async Task Document_ReadByALibrary_HasNoErrors()
    {
        var read = OpenApiDocument.Parse(await File.ReadAllTextAsync(Page), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.True(read.Document!.Paths.Count > 50);
    }

    /// <summary>An endpoint that nobody describes has its route for a summary.</summary>
    [Fact]
    public async Task Document_OfEveryEndpoint_SaysWhatItDoes()
    {
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Page));
        var silent = from path in json.RootElement.GetProperty("paths").EnumerateObject()
                     from method in path.Value.EnumerateObject()
                     where method.Value.GetProperty("summary").GetString()!.EndsWith(path.Name, StringComparison.Ordinal)
                     select $"{method.Name} {path.Name}";
        Assert.True(!silent.Any(), $"Add a row to OperationTable for: {string.Join(", ", silent)}");
    }

    [Fact]
    public async Task Document_WithAModuleFromOutside_HasItsOperations()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        var paths = (await city.GetAsync("openapi.json", TestCity.Officer)).Json.GetProperty("paths");
        var offer = paths.GetProperty("/commands/parking/offer").GetProperty("post");
        var schema = offer.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal("date-time", schema.GetProperty("properties").GetProperty("from").GetProperty("format").GetString());
        Assert.Contains("integer",
            schema.GetProperty("properties").GetProperty("fenPerHour").GetProperty("type").ToString(), StringComparison.Ordinal);
        Assert.Contains("commandId", schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("Resident", offer.GetProperty("description").GetString(), StringComparison.Ordinal);
        var offers = paths.GetProperty("/queries/parking/offers").GetProperty("get").GetProperty("parameters");
        Assert.Equal(["compound", "at", "limit", "after"], offers.EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("try.js", "text/javascript")]
    [InlineData("try.css", "text/css")]
    public async Task Page_ForAnybody_IsShownUnderAStrictPolicy(string path, string type)
    {
        await using var city = await HttpCity.StartAsync();
        using var response = await city.Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("default-src 'none'; script-src 'self'",
            response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutItsSlash_IsSentToIt()
    {
        await using var city = await HttpCity.StartAsync();
        using var response = await city.Client.GetAsync(new Uri(city.Root, "citykit/v1"));
        Assert.EndsWith("/citykit/v1/", response.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Client.GetAsync("openapi.json")).StatusCode);
    }
}
