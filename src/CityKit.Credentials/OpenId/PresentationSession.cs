using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace CityKit.Credentials.OpenId;

/// <summary>One question to one wallet, from its request to its answer (出示会话; OpenID4VP 1.0). Keep it until the answer is here, found by
/// <see cref="ResponseUri"/>, which should have an id of its own; anyone who has <see cref="Key"/> reads the answer.</summary>
/// <param name="ClientId">Who asks, <see cref="VpClient.Id"/>.</param>
/// <param name="ResponseUri">Where the wallet posts its answer; https.</param>
/// <param name="Query">What is asked for.</param>
/// <param name="Nonce">The nonce that holders sign; registered with the verifier's register.</param>
/// <param name="State">What the answer must bring back; 128 random bits.</param>
/// <param name="Key">The key that answers are encrypted to.</param>
public sealed record PresentationSession(string ClientId, Uri ResponseUri, DcqlQuery Query, string Nonce, string State, ResponseKey Key)
{
    /// <summary>The type of a signed request; also its content type, with <c>application/</c> before it.</summary>
    public const string RequestType = "oauth-authz-req+jwt";

    /// <summary>The audience of a request to a wallet that was not asked who it is.</summary>
    public const string AnyWallet = "https://self-issued.me/v2";

    private const int StateBytes = 16;

    /// <summary>A session with a new key and a new state.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="responseUri">Where the wallet posts its answer.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="nonce">A nonce of 128 random bits or more, such as <c>OneTimeNonces</c> gives.</param>
    /// <param name="random">Where the state comes from; the key comes from the system's random source.</param>
    /// <exception cref="ArgumentException">The address is not https, or the nonce is empty.</exception>
    public static PresentationSession Create(VpClient client, Uri responseUri, DcqlQuery query, string nonce, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentException.ThrowIfNullOrEmpty(nonce);
        ArgumentNullException.ThrowIfNull(random);
        CheckAddress(responseUri);
        var state = new byte[StateBytes];
        random.GetBytes(state);
        return new PresentationSession(client.Id, responseUri, query, nonce, Base64Url.EncodeToString(state), ResponseKey.Create());
    }

    /// <summary>The request, signed: what <c>request_uri</c> answers.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="walletNonce">What the wallet posted as <c>wallet_nonce</c>, as long as the endpoint takes it; null with GET.</param>
    /// <param name="audience">The wallet's <c>issuer</c>, when its metadata was asked for; <see cref="AnyWallet"/> by default.</param>
    /// <exception cref="ArgumentException">The session is another client's.</exception>
    public string SignRequest(VpClient client, string? walletNonce = null, string audience = AnyWallet)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        if (client.Id != ClientId) throw new ArgumentException($"The session is of '{ClientId}'.", nameof(client));
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes);
        Write(json, walletNonce, audience);
        json.Flush();
        return client.Sign(RequestType, bytes.WrittenSpan);
    }

    /// <summary>The link that opens a wallet, to tap or as a QR code.</summary>
    /// <param name="requestUri">Where the signed request is; https.</param>
    /// <param name="isPosted">Whether the wallet may post <c>wallet_nonce</c> there (<c>request_uri_method=post</c>).</param>
    /// <param name="scheme">The scheme that wallets of the city listen to; <c>openid4vp</c> by default.</param>
    /// <exception cref="ArgumentException">The address is not https.</exception>
    public string Link(Uri requestUri, bool isPosted = false, string scheme = "openid4vp")
    {
        CheckAddress(requestUri);
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        return $"{scheme}://?client_id={Uri.EscapeDataString(ClientId)}&request_uri={Uri.EscapeDataString(requestUri.AbsoluteUri)}"
            + (isPosted ? "&request_uri_method=post" : "");
    }

    /// <summary>Who asks and where; nothing secret.</summary>
    public override string ToString() => $"{ClientId} at {ResponseUri}";

    private void Write(Utf8JsonWriter json, string? walletNonce, string audience)
    {
        json.WriteStartObject();
        json.WriteString("aud", audience);
        json.WriteString("client_id", ClientId);
        json.WriteString("response_type", "vp_token");
        json.WriteString("response_mode", "direct_post.jwt");
        json.WriteString("response_uri", ResponseUri.AbsoluteUri);
        json.WriteString("nonce", Nonce);
        json.WriteString("state", State);
        if (walletNonce is not null) json.WriteString("wallet_nonce", walletNonce);
        json.WritePropertyName("dcql_query");
        json.WriteRawValue(Query.ToString());
        json.WritePropertyName("client_metadata");
        json.WriteRawValue(Metadata());
        json.WriteEndObject();
    }

    private string Metadata() => """{"jwks":{"keys":[""" + Key.Public.ToString()[..^1] + """
        ,"use":"enc","alg":"ECDH-ES"}]},"encrypted_response_enc_values_supported":["A128GCM","A256GCM"],
        "vp_formats_supported":{"dc+sd-jwt":{"sd-jwt_alg_values":["ES256"],"kb-jwt_alg_values":["ES256"]}}}
        """;

    private static void CheckAddress(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"The address must be https, not '{address}'.", nameof(address));
    }
}
