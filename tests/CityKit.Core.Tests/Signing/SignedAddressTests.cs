using CityKit.Core.Signing;

namespace CityKit.Core.Tests.Signing;

public sealed class SignedAddressTests : IDisposable
{
    private readonly DeviceKey key = DeviceKey.Create();

    public void Dispose() => key.Dispose();

    [Theory]
    [InlineData("https://node-a.city.example/")]
    [InlineData("http://10.0.0.7:8080/base/")]
    public void SignedBy_TheKeyThatSigned_IsTheAddress(string address) =>
        Assert.Equal(address, SignedAddress.Sign(new Uri(address), key).SignedBy(key.Public)?.AbsoluteUri);

    [Fact]
    public void SignedBy_AnotherKeyOrAnotherAddress_IsNull()
    {
        using var other = DeviceKey.Create();
        var signed = SignedAddress.Sign(new Uri("https://node-a.city.example/"), key);
        Assert.Null(signed.SignedBy(other.Public));
        Assert.Null((signed with { Text = "https://node-b.city.example/" }).SignedBy(key.Public));
        Assert.Null((signed with { Signature = new byte[64] }).SignedBy(key.Public));
        Assert.Null((signed with { Signature = Array.Empty<byte>() }).SignedBy(key.Public));
    }

    public static TheoryData<string> NoAddresses =>
        ["ftp://a.example/", "file:///etc/passwd", "https://user:word@a.example/", "https://a.example/?to=b", "https://a.example/#b",
            "https://a.example/" + new string('x', SignedAddress.MaxLength)];

    [Theory]
    [MemberData(nameof(NoAddresses))]
    public void Sign_NoAddressForDevices_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => SignedAddress.Sign(new Uri(address), key));

    [Theory]
    [MemberData(nameof(NoAddresses))]
    public void SignedBy_SignedAllTheSame_IsNull(string address)
    {
        var text = System.Text.Encoding.UTF8.GetBytes($"CityKit address 1\n{address}\n");
        Assert.Null(new SignedAddress(address, key.Sign(text)).SignedBy(key.Public));
    }
}
