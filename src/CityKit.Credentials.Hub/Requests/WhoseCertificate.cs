using System.Text;
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
    internal static string Write(string account, string whose) =>
        Encoding.UTF8.GetString(ModuleJson.ToUtf8((account, whose), static (writer, r) =>
    {
        writer.WriteStartObject();
        writer.WriteString("account", r.account);
        writer.WriteString("whose", r.whose);
        writer.WriteEndObject();
    }));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static (string Account, CertificateHolder Holder) ReadKept(string json)
    {
        var reader = ConfigReader.Parse(Encoding.UTF8.GetBytes(json));
        return (reader.Text("account"), Read(reader.Text("whose", MaxLength)).Holder!);
    }

    /// <returns>The holder, or why the text names none.</returns>
    internal static (CertificateHolder? Holder, Refusal? Refusal) Read(string json)
    {
        var reader = ConfigReader.Parse(Encoding.UTF8.GetBytes(json));
        var holder = new CertificateHolder(reader.Text("name", 200), reader.Text("code", 64), reader.Text("codeKind", 3),
            reader.Word("category", ("person", HolderCategory.Person), ("legal-person", HolderCategory.LegalPerson),
                ("organisation", HolderCategory.Organisation), ("mixed", HolderCategory.Mixed)));
        reader.Close();
        if (reader.Errors is [var error, ..]) return (null, Refusal.Of("bad-request", error.Message.En, error.Message.Zh));
        return holder.CheckCode() is { } wrong ? (null, Refusal.Of("bad-request", $"code: {wrong.Message.En}",
            $"code：{wrong.Message.Zh}")) : (holder, null);
    }
}
