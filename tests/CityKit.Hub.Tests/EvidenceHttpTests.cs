using System.Net;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Evidence;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests;

/// <summary>Evidence over HTTP: sent, named by a report, seen by who may, and not there for everybody else.</summary>
public sealed class EvidenceHttpTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-evidence-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Evidence_SentReportedAndSeen_IsAStoryWithoutSecrets()
    {
        await using var city = await StartAsync();
        var (status, sent) = await SendAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        Assert.Equal(HttpStatusCode.OK, status);
        var (id, reference) = (Word(sent.GetProperty("evidence"), "id"), Word(sent.GetProperty("evidence"), "reference"));
        Assert.Equal(id, Word((await SendAsync(city, TestPictures.Jpeg(), TestCity.Resident)).Json.GetProperty("evidence"), "id"));

        var (_, reported) = await city.PostAsync("reports", TestCity.Resident, $$"""
            {"id": "r-1", "profile": "property-order", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615, "photo": "{{reference}}"}
            """);
        var item = Word(reported.GetProperty("item").GetProperty("item"), "id");
        var (_, listed) = await city.GetAsync($"items/{item}/evidence", TestCity.Manager);
        Assert.Equal((id, "image/jpeg"), (Word(listed.GetProperty("evidence")[0], "id"), Word(listed.GetProperty("evidence")[0], "type")));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"evidence/{id}");
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Manager));
        using var shown = await city.Client.SendAsync(request);
        Assert.Equal(("image/jpeg", "no-store", "nosniff"),
            (shown.Content.Headers.ContentType!.MediaType, shown.Headers.CacheControl!.ToString(),
                shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.False((await shown.Content.ReadAsByteArrayAsync()).AsSpan().IndexOf("SECRET"u8) >= 0);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.PostAsync($"evidence/{id}/original", TestCity.Manager, "{}")).Status);
        var (_, original) = await city.SendForTextAsync(
            HttpMethod.Post, $"evidence/{id}/original", TestCity.Manager, HttpCity.Text("""{"purpose": "handling"}"""));
        Assert.Contains("SECRET", original, StringComparison.Ordinal);
        Assert.Equal(2, (await city.GetAsync("own/reads", TestCity.Resident)).Json.GetProperty("reads").GetArrayLength());
    }

    [Fact]
    public async Task Evidence_NotForTheCaller_IsTheSameAsNone()
    {
        await using var city = await StartAsync();
        var (_, sent) = await SendAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        var id = Word(sent.GetProperty("evidence"), "id")!;
        var none = new string('0', 64);
        foreach (var (method, path) in new[] { (HttpMethod.Get, "evidence/{0}"), (HttpMethod.Post, "evidence/{0}/original") })
        {
            var hidden = await AskAsync(method, path, id);
            var absent = await AskAsync(method, path, none);
            Assert.Equal((HttpStatusCode.NotFound, hidden.Text.Replace(id, none, StringComparison.Ordinal)), (absent.Status, absent.Text));
        }

        Task<(HttpStatusCode Status, string Text)> AskAsync(HttpMethod method, string path, string of) => city.SendForTextAsync(
            method, path.Replace("{0}", of, StringComparison.Ordinal), TestCity.Officer,
            method == HttpMethod.Post ? HttpCity.Text("""{"purpose": "handling"}""") : null);
    }

    [Fact]
    public async Task Evidence_OfAnItemThatOneDoesNotSee_IsTheSameAsNone()
    {
        await using var city = await StartAsync();
        var (_, reported) = await city.PostAsync("reports", TestCity.Resident, """
            {"id": "r-1", "profile": "property-order", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615}
            """);
        var item = Word(reported.GetProperty("item").GetProperty("item"), "id")!;
        var hidden = await city.SendForTextAsync(HttpMethod.Get, $"items/{item}/evidence", Actor.Of("gas-1", "gas company", Role.Utility));
        var none = new string('0', 32);
        var absent = await city.SendForTextAsync(HttpMethod.Get, $"items/{none}/evidence", Actor.Of("gas-1", "gas company", Role.Utility));
        Assert.Equal((HttpStatusCode.NotFound, hidden.Text.Replace(item, none, StringComparison.Ordinal)), (absent.Status, absent.Text));
    }

    [Fact]
    public async Task HandOver_OfAReport_IsAPackageThatIsIntact()
    {
        await using var city = await HttpCity.StartAsync(configure: hub =>
            hub.UseEvidence(folder.FullName).UseAnswerKey(Path.Combine(folder.FullName, "answer.pem")));
        var (_, sent) = await SendAsync(city, TestPictures.Png(), TestCity.Resident);
        var (_, reported) = await city.PostAsync("reports", TestCity.Resident, $$"""
            {"id": "r-1", "profile": "property-order", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615,
             "photo": "{{Word(sent.GetProperty("evidence"), "reference")}}"}
            """);
        var item = Word(reported.GetProperty("item").GetProperty("item"), "id");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await city.PostAsync($"items/{item}/hand-over", TestCity.Manager, """{"purpose": "police"}""")).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"items/{item}/hand-over")
        {
            Content = HttpCity.Text("""{"purpose": "police"}"""),
        };
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Officer));
        using var answer = await city.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var report = await EvidencePackageCheck.RunAsync(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal((await city.GetAsync("answer-key", TestCity.Officer)).Json.GetProperty("fingerprint").GetString(), report.Signer);
    }

    [Fact]
    public async Task Evidence_OfAnotherTypeTooLargeOrWithoutAnArchive_IsRefused()
    {
        await using var city = await StartAsync();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(city, "GIF89a"u8.ToArray(), TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await SendAsync(city, [.. TestPictures.Jpeg(), .. new byte[EvidenceTypes.MaxPictureBytes]], TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(city, TestPictures.Jpeg()[..40], TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await city.SendAsync(HttpMethod.Put, "evidence", null, new ByteArrayContent(TestPictures.Jpeg()))).Status);
        await using var without = await HttpCity.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(without, TestPictures.Jpeg(), TestCity.Resident)).Status);
    }

    private Task<HttpCity> StartAsync() => HttpCity.StartAsync(configure: hub => hub.UseEvidence(folder.FullName));

    private static Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(HttpCity city, byte[] bytes, Actor actor) =>
        city.SendAsync(HttpMethod.Put, "evidence", actor, new ByteArrayContent(bytes));

    private static string? Word(JsonElement json, string name) => json.GetProperty(name).GetString();
}
