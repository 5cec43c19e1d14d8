using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Vc;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Credentials;

/// <summary>Issues a credential from a JSON object of claims.</summary>
internal static class IssueRun
{
    private const int MaxBytes = 1 << 20;

    internal static int Run(Terminal terminal, string claims, SigningKey key, VcClaims vc)
    {
        try
        {
            var token = VcIssuer.Issue(vc with { Claims = Read(claims) }, key, RandomNumberGenerator.Create());
            terminal.Output.WriteLine(token.ToString());
            return ExitCode.Done;
        }
        catch (ArgumentException wrong)
        {
            throw new ToolException($"{claims}: {wrong.Message}");
        }
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(WholeFile.Read(path,
                MaxBytes)) as JsonObject ?? throw new ToolException($"{path} is no JSON object of claims. {path} 须为 JSON 对象，即各项声明。");
        }
        catch (JsonException wrong)
        {
            throw new ToolException($"{path}:{wrong.LineNumber + 1}: {wrong.Message}");
        }
    }
}
