using System.Globalization;
using CityKit.Core.Text;

namespace CityKit.Credentials.Status;

/// <summary>Where a token's status is to be found (状态引用; its claim <c>status.status_list</c>).</summary>
/// <param name="Uri">Where the list is published; 1 to 2,048 characters.</param>
/// <param name="Index">The token's place in it, from 0.</param>
public sealed record StatusReference(string Uri, int Index)
{
    internal const int MaxUri = 2048;

    /// <summary>Reads the claim <c>status</c> of a payload. A token without it has no status to check; one whose status is kept otherwise
    /// is refused.</summary>
    /// <param name="payload">The payload, an object.</param>
    /// <param name="problem">What is wrong; null when the claim is well formed or not there.</param>
    /// <returns>The reference; null when there is none, or it is wrong.</returns>
    public static StatusReference? Read(JsonValue payload, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(payload);
        problem = null;
        if (payload.Find("status")?.Value is not { } status) return null;
        var list = status.Find("status_list")?.Value;
        if (UriOf(list) is { } uri && IndexOf(list) is >= 0 and var index) return new StatusReference(uri, index);
        problem = Malformed(list ?? status);
        return null;
    }

    private static string? UriOf(JsonValue? list) =>
        list?.Find("uri")?.Value is { Kind: JsonKind.String, Text.Length: > 0 and <= MaxUri } value ? value.Text : null;

    private static int IndexOf(JsonValue? list) => list?.Find("idx")?.Value is { Kind: JsonKind.Number } value
        && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static CredentialProblem Malformed(JsonValue found) => CredentialProblem.Of("status", "payload /status",
        $"Found {found.Shown.En}; status_list with idx, 0 to {int.MaxValue}, and uri, 1 to {MaxUri} characters, alone is understood.",
        $"遇到{found.Shown.ZhGoingOn}；只支持 status_list，其中 idx 为 0 至 {int.MaxValue}，uri 为 1 至 {MaxUri} 个字符。");
}
