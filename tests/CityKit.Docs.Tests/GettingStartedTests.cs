using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MyCity.Starting;

namespace CityKit.Docs.Tests;

/// <summary>Does what docs/getting-started.md says, with the files that it shows.</summary>
public sealed partial class GettingStartedTests
{
    private static readonly string Page = DocumentTests.Text("docs/getting-started.md");

    [Fact]
    public async Task Page_Followed_EndsWithACaseOnTheDesk()
    {
        WriteFiles();
        await using var app = GettingStarted.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(4, (await SendReadingsAsync(http)).GetProperty("accepted").GetInt32());
        var lead = Assert.Single((await AsOfficerAsync(http, HttpMethod.Get, "leads")).GetProperty("leads").EnumerateArray());
        var id = lead.GetProperty("id").GetString();
        await AsOfficerAsync(http, HttpMethod.Post, $"leads/{id}/confirm", """{"commandId": "c-1"}""");
        var item = Assert.Single((await AsOfficerAsync(http, HttpMethod.Get, "items")).GetProperty("items").EnumerateArray());
        Assert.Contains("property-order", item.GetRawText(), StringComparison.Ordinal);

        var desk = await http.GetAsync("/"); // signs in, and leads to the desk with its cookie
        Assert.Equal((HttpStatusCode.OK, "/desk/duty"), (desk.StatusCode, desk.RequestMessage!.RequestUri!.AbsolutePath));
    }

    private static void WriteFiles()
    {
        var files = JsonFence().Matches(Page).Select(match => match.Groups["code"].Value).ToList();
        File.WriteAllText("rules.json", files[0]);
        File.WriteAllText("sensors.json", files[1]);
        foreach (var old in Directory.GetFiles(".", "city.db*")) File.Delete(old);
    }

    private static async Task<JsonElement> SendReadingsAsync(HttpClient http)
    {
        var csv = CsvFence().Match(Page).Groups["code"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/citykit/v1/feeds/water-company?batch=2026-01-06");
        request.Headers.Add("CityKit-Key", "for-this-trial-water-company");
        request.Content = new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        return await JsonOfAsync(await http.SendAsync(request));
    }

    private static async Task<JsonElement> AsOfficerAsync(HttpClient http, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, $"/citykit/v1/{path}");
        request.Headers.Add("CityKit-Key", "for-this-trial-duty-room");
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await JsonOfAsync(await http.SendAsync(request));
    }

    private static async Task<JsonElement> JsonOfAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    [GeneratedRegex(@"^```json\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonFence();

    [GeneratedRegex(@"^```text\r?\n(?<code>register,.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CsvFence();
}
