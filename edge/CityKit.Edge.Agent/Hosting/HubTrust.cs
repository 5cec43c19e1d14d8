namespace CityKit.Edge.Agent.Hosting;

/// <summary>Whether a hub's address keeps what is sent to it from the eyes of those on the way.</summary>
internal static class HubTrust
{
    /// <summary>TLS, or a hub on the same machine.</summary>
    internal static bool IsPrivate(Uri hub) => hub.Scheme == Uri.UriSchemeHttps || hub.IsLoopback;

    /// <summary>Why nothing is sent there; null when it may be.</summary>
    internal static string? WhyNot(Uri hub, bool isPlainAllowed) => isPlainAllowed || IsPrivate(hub) ? null
        : $"{hub} is without TLS: everybody on the way could read what is sent. "
            + "Name an https address; or, within a tunnel of your own, '--plain-http' of 'run' and 'check'. "
            + $"{hub} 未加密，请使用 https；仅自建隧道内可用 --plain-http。";
}
