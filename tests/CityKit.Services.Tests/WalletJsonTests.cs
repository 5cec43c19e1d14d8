using System.Text;
using CityKit.Services.Claims;
using CityKit.Services.Tests.Support;

namespace CityKit.Services.Tests;

public sealed class WalletJsonTests
{
    [Theory]
    [InlineData("new-born")]
    [InlineData("after-death")]
    [InlineData("training-school")]
    public void Read_OfWhatWasWritten_GivesTheSameBytes(string name)
    {
        var bytes = WalletJson.ToUtf8(TestCatalogue.Wallet(name));
        Assert.Equal(bytes, WalletJson.ToUtf8(WalletJson.Read(bytes, out _)!));
    }

    [Theory]
    [InlineData("""{"credentials": [{"id": "1", "type": "t", "issuer": "i", "status": "valid", "claims": {"a": {"b": 1}}}]}""",
        "credentials[0].claims.a")]
    [InlineData("""{"credentials": [{"id": "1", "type": "t", "issuer": "i", "status": "vaild", "claims": {}}]}""", "credentials[0].status")]
    [InlineData("""{"credentials": [{"id": "1", "type": "t", "issuer": "i", "status": "valid", "claims": {"a/b": 1}}]}""",
        "credentials[0].claims.a/b")]
    [InlineData("""{"credentials": [{"id": "1", "type": "t", "issuer": "i", "claims": {}}]}""", "credentials[0].status")]
    [InlineData("[]", "")]
    public void Read_OfWhatIsNoWallet_SaysWhere(string text, string path)
    {
        Assert.Null(WalletJson.Read(Encoding.UTF8.GetBytes(text), out var errors));
        Assert.Contains(errors, error => error.Path == path);
    }

    [Theory]
    [InlineData("id-card/name", true)]
    [InlineData("mother:id-card/address.street", true)]
    [InlineData("id-card", false)]
    [InlineData("/name", false)]
    [InlineData("a:b:c/d", false)]
    [InlineData("ID-CARD/name", false)]
    [InlineData(null, false)]
    public void TryParse_OfAClaimsName_ReadsItOrNot(string? text, bool isName)
    {
        Assert.Equal(isName, ClaimName.TryParse(text, null, out var name));
        if (isName) Assert.Equal(text, name.ToString());
    }
}
