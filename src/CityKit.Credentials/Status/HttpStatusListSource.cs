using System.Net;
using System.Text;

namespace CityKit.Credentials.Status;

/// <summary>Fetches status lists over HTTPS (draft 21, 8.1): <c>Accept: application/statuslist+jwt</c>, with a limit on what is read.</summary>
/// <param name="client">How; its handler decides about proxies and redirects. Not disposed here.</param>
public sealed class HttpStatusListSource(HttpClient client) : IStatusListSource
{
    private const string ContentType = "application/" + StatusListToken.MediaType;

    /// <inheritdoc/>
    public async Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps) return Failed(uri, "no https address", "不是 https 地址");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd(ContentType);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return await ReadAsync(uri, answer, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return Failed(uri, failure is OperationCanceledException ? "no answer in time" : failure.Message, failure is OperationCanceledException ? "超时" : failure.Message);
        }
    }

    private static async Task<StatusFetch> ReadAsync(string uri, HttpResponseMessage answer, CancellationToken cancellation)
    {
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (answer.StatusCode != HttpStatusCode.OK) return Failed(uri, $"status {(int)answer.StatusCode}", $"状态码 {(int)answer.StatusCode}");
        if (!ContentType.Equals(type, StringComparison.OrdinalIgnoreCase)) return Failed(uri, $"content of type '{type}', not {ContentType}", $"内容类型为“{type}”，应为 {ContentType}");
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
            return await ReadTextAsync(body, cancellation).ConfigureAwait(false) is { } token
                ? StatusFetch.Of(token)
                : Failed(uri, $"more than {StatusListToken.MaxCharacters} bytes", $"超过 {StatusListToken.MaxCharacters} 字节");
    }

    private static async Task<string?> ReadTextAsync(Stream body, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var block = new byte[16 << 10];
        while (await body.ReadAsync(block, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (text.Length + read > StatusListToken.MaxCharacters) return null;
            text.Write(block, 0, read);
        }
        return Encoding.Latin1.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static StatusFetch Failed(string uri, string why, string whyZh) => StatusFetch.Failed(CredentialProblem.Of("fetch", "status list",
        $"The status list {uri} could not be fetched: {why}.", $"无法获取状态列表 {uri}：{whyZh}。"));
}
