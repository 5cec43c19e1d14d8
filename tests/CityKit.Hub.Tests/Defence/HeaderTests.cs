using System.Net;
using System.Text;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests.Defence;

/// <summary>Security headers on every answer, and content types for every body.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("GET", "items", true)]
    [InlineData("GET", "items", false)] // 401
    [InlineData("GET", "no-such-path", true)]
    [InlineData("DELETE", "items", true)]
    [InlineData("POST", "batches", true)] // garbage
    [InlineData("GET", "devices/pi-1/bundle?after=0", false)]
    [InlineData("GET", "export", true)]
    public async Task Answers_Each_HaveTheSecurityHeaders(string method, string path, bool hasKey)
    {
        await using var city = await HttpCity.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (hasKey) request.Headers.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Officer));
        using var answer = await city.Client.SendAsync(request);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Paths_Unknown_Are404InTheFormOfAllAnswers()
    {
        await using var city = await HttpCity.StartAsync();
        var (status, json) = await city.SendAsync(HttpMethod.Get, "no/such/path", null);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (status, json.GetProperty("refusal").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("POST", "reports", "text/plain", "application/json")]
    [InlineData("POST", "reports", "application/x-www-form-urlencoded", "application/json")]
    [InlineData("POST", "reports", null, "application/json")]
    [InlineData("PUT", "rules", "text/plain", "application/json")]
    [InlineData("POST", "commands/parking/offer", "text/plain", "application/json")]
    [InlineData("POST", "batches", "application/json", "application/msgpack")]
    [InlineData("PUT", "devices/pi-1/bundle", "text/html", "application/msgpack")]
    [InlineData("POST", "feeds/gas-co?batch=b-1", "application/json", "text/csv")]
    public async Task Body_OfAnotherType_Is415AndSaysWhatWouldBeTaken(string method, string path, string? type, string expected)
    {
        await using var city = await HttpCity.StartAsync();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        if (type is not null) body.Headers.ContentType = new(type);
        var (status, json) = await city.SendAsync(new HttpMethod(method), path, TestCity.Admin, body);
        var refusal = json.GetProperty("refusal");
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "wrong-type"), (status, refusal.GetProperty("code").GetString()));
        Assert.Contains(expected, refusal.GetProperty("allowed").EnumerateArray().Select(allowed => allowed.GetString()));
    }
}
