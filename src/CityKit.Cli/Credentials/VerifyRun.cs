using System.Text.Json;
using CityKit.Cli.Files;
using CityKit.Credentials;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Cli.Credentials;

/// <summary>Verifies the tokens of a file: one JSON verdict a line, in the file's order.</summary>
/// <param name="Keys">Whose signatures are believed.</param>
/// <param name="Request">What holders were asked to sign; null for credentials as they were issued.</param>
/// <param name="At">The time.</param>
internal sealed record VerifyRun(IIssuerKeys Keys, PresentationRequest? Request, Instant At)
{
    internal int Run(Terminal terminal, string file)
    {
        var verifier = new SdJwtVerifier(Keys);
        var refused = 0;
        foreach (var (line, token) in CredentialFiles.Tokens(file))
        {
            var verified = Verify(verifier, token, out var problem);
            if (verified is null) refused++;
            JsonOutput.WriteLine(terminal.Output, json => Write(json, line, verified, problem));
        }
        return refused == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    private VerifiedSdJwt? Verify(SdJwtVerifier verifier, string token, out CredentialProblem? problem) => Request is null
        ? verifier.VerifyIssued(token, At, out problem)
        : verifier.VerifyPresentation(token, Request, At, out problem);

    private static void Write(Utf8JsonWriter json, int line, VerifiedSdJwt? verified, CredentialProblem? problem)
    {
        json.WriteStartObject();
        json.WriteNumber("line", line);
        json.WriteBoolean("valid", verified is not null);
        if (verified is not null) Write(json, verified);
        if (problem is not null) Write(json, problem);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VerifiedSdJwt verified)
    {
        if (verified.Issuer is { } issuer) json.WriteString("issuer", issuer);
        if (verified.CredentialType is { } type) json.WriteString("type", type);
        if (verified.Expires is { } expires) json.WriteString("expires", $"{expires}");
        if (verified.HolderKey is { } holder) json.WriteString("holder", holder.Thumbprint());
        if (verified.Binding?.Purpose is { } purpose) json.WriteString("purpose", purpose);
        json.WritePropertyName("claims");
        json.WriteRawValue(verified.Claims.Utf8.Span, skipInputValidation: true);
    }

    internal static void Write(Utf8JsonWriter json, CredentialProblem problem)
    {
        json.WriteString("check", problem.Check);
        json.WriteString("part", problem.Part);
        json.WriteString("en", problem.Message.En);
        json.WriteString("zh", problem.Message.Zh);
    }
}
