using System.Net;
using System.Net.Http.Headers;
using CityKit.Credentials.Status;

namespace CityKit.Credentials.Tests.Status;

public class HttpStatusListSourceTests
{
    private const string Uri = "https://issuer.example/lists/1";

    [Fact]
    public async Task Fetch_OfAList_IsItsText()
    {
        HttpRequestMessage? asked = null;
        var fetch = await Fetch(Uri, request =>
        {
            asked = request;
            return Answer("a.b.c");
        });
        Assert.Equal(("a.b.c", null), (fetch.Token, fetch.Problem));
        Assert.Equal((HttpMethod.Get, "application/statuslist+jwt"), (asked!.Method, asked.Headers.Accept.ToString()));
    }

    [Theory]
    [InlineData("http://issuer.example/lists/1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("lists/1")]
    [InlineData("")]
    public async Task Fetch_OfAnythingButHttps_AsksNobody(string uri) =>
        Assert.Equal("fetch", (await Fetch(uri, _ => throw new InvalidOperationException("asked"))).Problem!.Check);

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "application/statuslist+jwt", "status 404")]
    [InlineData(HttpStatusCode.NoContent, "application/statuslist+jwt", "status 204")]
    [InlineData(HttpStatusCode.OK, "text/html", "text/html")]
    [InlineData(HttpStatusCode.OK, "application/jwt", "application/jwt")]
    public async Task Fetch_OfAnotherAnswer_SaysWhatCame(HttpStatusCode status, string type, string said) =>
        Assert.Contains(said, (await Fetch(Uri, _ => Answer("a.b.c", status, type))).Problem!.Message.En, StringComparison.Ordinal);

    [Fact]
    public async Task Fetch_OfMoreThanTheLimit_StopsReading() =>
        Assert.Contains("more than 8388608 bytes", (await Fetch(Uri, _ => Answer(new string('a', StatusListToken.MaxCharacters + 1)))).Problem!.Message.En,
            StringComparison.Ordinal);

    [Fact]
    public async Task Fetch_WithoutNetwork_IsAnAnswerAndNoException()
    {
        Assert.Contains("no route", (await Fetch(Uri, _ => throw new HttpRequestException("no route"))).Problem!.Message.En, StringComparison.Ordinal);
        Assert.Contains("in time", (await Fetch(Uri, _ => throw new TaskCanceledException())).Problem!.Message.En, StringComparison.Ordinal);
    }

    private static async Task<StatusFetch> Fetch(string uri, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var client = new HttpClient(new Handler(answer));
        return await new HttpStatusListSource(client).FetchAsync(uri, default);
    }

    private static HttpResponseMessage Answer(string text, HttpStatusCode status = HttpStatusCode.OK, string type = "application/statuslist+jwt")
    {
        var content = new StringContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpResponseMessage(status) { Content = content };
    }

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
