using System.Net;
using System.Text.Json;
using CityKit.AspNetCore;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Tests.Certificates;
using CityKit.Hub.Tests.Support;
using CityKit.Testing;
using CityKit.Testing.Credentials;
using NodaTime;
using static CityKit.Credentials.Hub.Tests.Support.Counter;

namespace CityKit.Credentials.Hub.Tests;

/// <summary>What the module declares is on HTTP without a line of its own: from the issuer to the clerk, and back to the holder.</summary>
public sealed class RegistryHttpTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Story_FromIssuerToClerk_IsReadByItsHolder()
    {
        await using var city = await StartedAsync();
        await PostAsync(city, "commands/credentials/issue", Issuer, new { commandId = "i-1", holder = "resident-1",
            content = JsonOf(First) });
        var mine = Assert.Single(await RowsAsync(city, "queries/credentials/mine", TestCity.Resident));
        Assert.Equal(("valid", "11100000000013338W011"), (Word(mine, "state"), Word(mine, "type")));
        await PostAsync(city, "commands/credentials/show", TestCity.Resident,
            new { commandId = "h-1", identifier = Word(mine,
                "id"), digest = Code.Digest, item = Item, purpose = Purpose, office = Office, minutes = 5, hours = 24 });
        await PostAsync(city, "commands/credentials/redeem", Clerk, new { commandId = "d-1", code = Code.Value, item = Item,
            purpose = Purpose });

        var copy = Assert.Single(await RowsAsync(city, "queries/credentials/copies", Clerk));
        var (_, opened) = await city.PostAsync($"records/{Word(copy, "record")}", Clerk, $$"""{"purpose": "{{Purpose}}"}""");
        var record = Assert.Single(opened.GetProperty("records").EnumerateArray());
        Assert.Equal(("held", JsonOf(First)), (Word(record, "kind"), Word(record, "text")));

        var view = Assert.Single(await RowsAsync(city, "queries/credentials/views", TestCity.Resident));
        Assert.Equal((Office, Item, Purpose, "clerk-1"), (Word(view, "office"), Word(view, "item"), Word(view, "purpose"), Word(view,
            "by")));
        var (_, reads) = await city.GetAsync("own/reads", TestCity.Resident);
        Assert.Equal(("clerk-1", Purpose), (Word(reads.GetProperty("reads")[0], "by"), Word(reads.GetProperty("reads")[0], "purpose")));
        Assert.DoesNotContain(city.Log, line => line.Contains("Example", StringComparison.Ordinal)
            || line.Contains(First.Holder.Code, StringComparison.Ordinal)
            || line.Contains(Code.Value, StringComparison.Ordinal));
        Assert.Empty(city.Errors);
    }

    [Theory]
    [InlineData("credentials/issued", "issuer-1", 1)]
    [InlineData("credentials/issued", "issuer-2", 0)] // another body's
    [InlineData("credentials/mine", "resident-1", 1)]
    [InlineData("credentials/mine", "resident-2", 0)]
    [InlineData("credentials/copies", "clerk-1", 1)]
    [InlineData("credentials/copies", "clerk-2", 0)]
    [InlineData("credentials/views", "resident-2", 0)]
    [InlineData("credentials/issued", "clerk-1", -1)]
    [InlineData("credentials/mine", "issuer-1", -1)]
    [InlineData("credentials/copies", "admin-1", -1)]
    public async Task Queries_ByRoleAndScope_GiveWhatIsTheirs(string query, string account, int rows)
    {
        await using var city = await StartedAsync();
        (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(Show("h-1"), TestCity.Resident)).OrThrow();
        (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).OrThrow();
        var actor = new[] { Issuer, OtherIssuer, Clerk, OtherClerk, TestCity.Resident, Stranger, TestCity.Admin }.Single(known =>
            known.Id == account);
        var (status, json) = await city.GetAsync($"queries/{query}", actor);
        Assert.Equal(rows < 0 ? HttpStatusCode.Forbidden : HttpStatusCode.OK, status);
        if (rows >= 0) Assert.Equal(rows, json.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Request_WithASource_IsFetchedWhileTheApplicationRuns()
    {
        FakeCertificateSource? source = null;
        await using var city = await StartedAsync(provider =>
            source = new FakeCertificateSource((TimeProvider)provider.GetService(typeof(TimeProvider))!));
        source!.Add(First);
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        for (var tries = 0; tries < 100 && source.Asked.Count == 0; tries++)
        {
            city.Time.Advance(Duration.FromSeconds(10)); // the fetcher's own timer
            await Task.Delay(20);
        }
        Assert.Equal(Item, Assert.Single(source.Asked).Item);
    }

    [Fact]
    public async Task Request_WithoutASource_IsNoCommand()
    {
        await using var city = await StartedAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await city.PostAsync("commands/credentials/request", Clerk, "{}")).Status);
    }

    private static Task<HttpCity> StartedAsync(Func<IServiceProvider, Sources.ICertificateSource>? source = null) => HttpCity.StartAsync(
        configure: city => city.AddCertificates(TestCertificates.Types, source),
        services: services => services.AddCityKitKeys(
            new[] { Issuer, OtherIssuer, Clerk, OtherClerk, Stranger }.Select(actor => new CityKitKey(HttpCity.KeyOf(actor), actor))));

    private static async Task PostAsync(HttpCity city, string path, Actor actor, object body)
    {
        var (status, json) = await city.PostAsync(path, actor, JsonSerializer.Serialize(body, Web));
        Assert.True(status == HttpStatusCode.OK, json.ToString());
    }

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(HttpCity city, string path, Actor actor)
    {
        var (status, json) = await city.GetAsync(path, actor);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        return [.. json.GetProperty("rows").EnumerateArray()];
    }

    private static string? Word(JsonElement json, string name) => json.GetProperty(name).GetString();
}
