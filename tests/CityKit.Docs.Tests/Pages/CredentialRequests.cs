using System.Security.Cryptography;
using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class CredentialRequests
{
    internal static (PresentationSession Session, string SignedRequest, string Link) Ask(ISigner key, ReadOnlyMemory<byte> certificate,
        ReadOnlyMemory<byte> intermediate, OneTimeNonces nonces, Instant now)
    {
        var client = new VpClient(key, [certificate, intermediate]);               // x509_hash:…, ES256; without the trust anchor
        var query = DcqlQuery.Of([
            new DcqlCredential("resident", ["https://credentials.qingdao.example/resident"])
            {
                Claims = [DcqlClaim.Of("name"), DcqlClaim.Of("address", "district") with { Values = ["市南区", "市北区"] }],
            },
        ]);                                                                        // or DcqlQuery.Read(json)
        var random = RandomNumberGenerator.Create();
        var session = PresentationSession.Create(client, new Uri("https://hall.qingdao.example/vp/42"), query, nonces.Create(now, random), random);
        string link = session.Link(new Uri("https://hall.qingdao.example/vp/42/request"));   // to tap, or as a QR code
        string signedRequest = session.SignRequest(client);                        // what the address answers, as application/oauth-authz-req+jwt
        return (session, signedRequest, link);
    }

    internal static void Receive(IIssuerKeys issuers, OneTimeNonces nonces, PresentationSession session, string response, Instant now)
    {
        var verifier = new VpVerifier(issuers, nonces);
        VpAnswer? answer = verifier.Verify(session, response, now, out CredentialProblem? problem);      // the form field "response"
        if (answer is null) Console.WriteLine(problem!.Message.Zh);                                      // refused
        else if (answer.Error is { } error) Console.WriteLine(error.Code);                               // access_denied: the holder said no
        else Console.WriteLine(answer.Credentials["resident"][0].Token.Claims.Text(ClaimPath.Of("name")));
    }
}
