using System.Text;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Tests.Support;

/// <summary>Files of tests, and a small catalogue of one item.</summary>
internal static class TestCatalogue
{
    /// <summary>A Monday morning, 08:00 in Shanghai.</summary>
    internal static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 0, 0);

    internal static ServiceCatalogue Load(string name) => Read(Bytes(name + ".json"));

    internal static IReadOnlyList<HeldCredential> Wallet(string name) =>
        WalletJson.Read(Bytes(name + ".wallet.json"), out var errors) ?? throw new InvalidOperationException(string.Join('\n', errors));

    internal static byte[] Bytes(string name)
    {
        using var stream = typeof(TestCatalogue).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static ServiceCatalogue Read(byte[] utf8) =>
        ServiceCatalogue.Read(utf8, out var errors) ?? throw new InvalidOperationException(string.Join('\n', errors));

    /// <summary>An item over two credentials, with the materials and the rest that a test asks for.</summary>
    internal static ServiceCatalogue With(string materials, string asked,
        string more = "") => Read(Encoding.UTF8.GetBytes(Text(materials, asked, more)));

    internal static string Text(string materials, string asked, string more = "") => $$"""
        {"schema": 1,
         "credentials": [
           {"id": "id-card", "name": {"zh": "身份证", "en": "Identity card"}, "types": ["urn:id-card"], "issuers": ["police"],
            "claims": [{"name": "name"}, {"name": "birth_date"}, {"name": "number"}]},
           {"id": "licence", "name": {"zh": "营业执照", "en": "Business licence"}, "issuers": ["market"],
            "claims": [{"name": "code", "class": "public"}, {"name": "staff", "class": "work"}, {"name": "owner"}, {"name": "active", "class": "public"}]},
           {"id": "old-book", "name": {"zh": "户口簿", "en": "Household booklet"}, "issuers": [], "electronic": false, "claims": [{"name": "number"}]}],
         "parties": [{"id": "child", "name": {"zh": "孩子", "en": "child"}, "class": "sensitive"}],
         "sources": [{"id": "register", "name": {"zh": "登记库", "en": "register"}, "department": "民政局"}],
         "materials": [{{materials}}],
         "items": [{"id": "allowance", "version": "1", "name": {"zh": "补贴", "en": "Allowance"},
           "office": {"department": "民政局", "area": "370202"}, "limit": "5 work days", "materials": [{{asked}}]{{more}}}]}
        """;

    internal static HeldCredential IdCard(string id = "c-1", string birthDate = "1950-01-01") =>
        new(id, "urn:id-card", "police", new Dictionary<string, ClaimValue>
        {
            ["name"] = ClaimValue.Of("虚构"), ["birth_date"] = ClaimValue.Of(birthDate), ["number"] = ClaimValue.Of("1"),
        }) { Status = HeldStatus.Valid };

    internal static HeldCredential Licence(string id = "c-2", decimal staff = 3) =>
        new(id, "licence", "market", new Dictionary<string, ClaimValue>
        {
            ["code"] = ClaimValue.Of("9137"), ["staff"] = ClaimValue.Of(staff), ["owner"] = ClaimValue.Of("虚构"), ["active"] = ClaimValue
                .Of(true),
        }) { Status = HeldStatus.Valid };
}
