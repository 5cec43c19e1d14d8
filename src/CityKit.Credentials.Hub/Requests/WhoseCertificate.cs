using System.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Certificates;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>Whose certificate a request is for, as a clerk writes it.</summary>
internal static class WhoseCertificate
{
    internal const int MaxLength = 1000;

    /// <summary>What is kept apart: whose, and the account by which the answer is kept as theirs.</summary>
    internal static string Write(string account, string whose) => Encoding.UTF8.GetString(ModuleJson.ToUtf8((account, whose), Write));

    /// <summary>Reads what was kept apart.</summary>
    internal static (string Account, CertificateHolder Holder) ReadKept(string json)
    {
        var reader = ConfigReader.Parse(Encoding.UTF8.GetBytes(json));
        return (reader.Text("account"), Read(reader.Text("whose", MaxLength)).Holder!);
    }

    /// <returns>The holder, or why the text names none.</returns>
    internal static (CertificateHolder? Holder, Refusal? Refusal) Read(string json)
    {
        if (json.Length > MaxLength)
            return (null, Refusal.Of("too-large", $"It has at most {MaxLength} characters, not {json.Length}.",
                $"最多 {MaxLength} 个字符，而非 {json.Length} 个。"));
        var (holder, errors) = CertificateJson.ReadHolder(Encoding.UTF8.GetBytes(json));
        if (errors is [var error, ..]) return (null, Refusal.Of("bad-request", error.Message.En, error.Message.Zh));
        return holder!.CheckCode() is { } wrong
            ? (null, Refusal.Of("bad-request", $"code: {wrong.Message.En}", $"code：{wrong.Message.Zh}")) : (holder, null);
    }

    private static void Write(Utf8JsonWriter writer, (string Account, string Whose) kept)
    {
        writer.WriteStartObject();
        writer.WriteString("account", kept.Account);
        writer.WriteString("whose", kept.Whose);
        writer.WriteEndObject();
    }
}
