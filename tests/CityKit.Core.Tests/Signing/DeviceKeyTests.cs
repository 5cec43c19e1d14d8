using System.Security.Cryptography;
using CityKit.Core.Signing;

namespace CityKit.Core.Tests.Signing;

public sealed class DeviceKeyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-key-");

    private string KeyPath => Path.Combine(folder.FullName, "device.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Verify_WhatTheKeySigned_IsTrue()
    {
        using var key = DeviceKey.Create();
        var signature = key.Sign("a batch"u8);
        Assert.Equal(64, signature.Length);
        Assert.True(key.Public.Verify("a batch"u8, signature));
        Assert.True(new DevicePublicKey(key.Public.Info.Span).Verify("a batch"u8, signature));
    }

    [Fact]
    public void Verify_TamperedWrongKeyOrWrongLength_IsFalse()
    {
        using var key = DeviceKey.Create();
        using var other = DeviceKey.Create();
        var signature = key.Sign("a batch"u8);
        Assert.False(key.Public.Verify("a bAtch"u8, signature));
        Assert.False(other.Public.Verify("a batch"u8, signature));
        Assert.False(key.Public.Verify("a batch"u8, signature.AsSpan(0, 63)));
        Assert.False(key.Public.Verify("a batch"u8, default));
        for (var i = 0; i < signature.Length; i++)
        {
            var tampered = signature.ToArray();
            tampered[i] ^= 1;
            Assert.False(key.Public.Verify("a batch"u8, tampered));
        }
    }

    [Fact]
    public async Task Verify_FromManyThreadsAtOnce_StaysRight()
    {
        using var key = DeviceKey.Create();
        var signature = key.Sign("a batch"u8);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            Enumerable.Range(0, 50).All(_ => key.Public.Verify(i % 2 == 0 ? "a batch"u8 : "b batch"u8, signature) == (i % 2 == 0)))));
        Assert.All(results, Assert.True);
    }

    [Fact]
    public void LoadOrCreate_WithoutAFile_WritesOneThatIsReusedAndOnlyItsOwnersToRead()
    {
        using var first = DeviceKey.LoadOrCreate(KeyPath);
        using var second = DeviceKey.LoadOrCreate(KeyPath);
        Assert.Equal(first.Public, second.Public);
        Assert.Equal(first.Public.Fingerprint, second.Public.Fingerprint);
        Assert.Contains("BEGIN PRIVATE KEY", File.ReadAllText(KeyPath), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public void LoadOrCreate_WithAHalfWrittenNewFileLeftBehind_IgnoresAndRemovesIt()
    {
        File.WriteAllText(KeyPath + ".new", "-----BEGIN PRIVATE KEY-----\nMIGH");
        using var key = DeviceKey.LoadOrCreate(KeyPath);
        using var again = DeviceKey.LoadOrCreate(KeyPath);
        Assert.Equal(key.Public, again.Public);
        Assert.Equal([KeyPath], Directory.GetFiles(folder.FullName));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Theory]
    [InlineData(""), InlineData("not a key"), InlineData("-----BEGIN PRIVATE KEY-----\nMIGH"),
        InlineData("-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n")]
    public void LoadOrCreate_WithAGarbageFile_NamesTheFileAndTheWayOutAndKeepsIt(string text)
    {
        File.WriteAllText(KeyPath, text);
        AssertNamesTheFile();
        Assert.Equal(text, File.ReadAllText(KeyPath));
    }

    [Fact]
    public void LoadOrCreate_WithAnotherKindOfKey_NamesTheFile()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var onlyPublic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var pem in new[] { p384.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(),
            onlyPublic.ExportSubjectPublicKeyInfoPem() })
        {
            File.WriteAllText(KeyPath, pem);
            AssertNamesTheFile();
        }
    }

    [Fact]
    public void PublicKey_FromSomethingElse_IsRefused()
    {
        using var key = DeviceKey.Create();
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var koblitz = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10")); // secp256k1: 256 bits, another curve
        byte[] longer = [.. key.Public.Info.Span, 0];
        foreach (var info in new[] { [], new byte[91], p384.ExportSubjectPublicKeyInfo(), koblitz.ExportSubjectPublicKeyInfo(), longer })
            Assert.ThrowsAny<CryptographicException>(() => new DevicePublicKey(info));
    }

    /// <summary>
    /// Issue 8, number 21: a SubjectPublicKeyInfo whose curve no platform knows (an object identifier of nobody's) is a wrong key, not a
    /// fault of the platform.
    /// </summary>
    [Theory]
    [InlineData("06082A8648CE3D030163")] // 1.2.840.10045.3.1.99
    [InlineData("06052B81040063")] // 1.3.132.0.99
    [InlineData("06092B2403030208010107")] // brainpoolP256r1, known to some platforms
    public void PublicKey_OnAnUnknownCurve_IsRefusedAsAKey(string curve)
    {
        byte[] algorithm = [.. Convert.FromHexString("06072A8648CE3D0201"), .. Convert.FromHexString(curve)];
        byte[] point = [0x03, 0x42, 0x00, 0x04, .. Enumerable.Repeat((byte)7, 64)];
        byte[] info = [0x30, (byte)(2 + algorithm.Length + point.Length), 0x30, (byte)algorithm.Length, .. algorithm, .. point];
        Assert.ThrowsAny<CryptographicException>(() => new DevicePublicKey(info));
    }

    [Fact]
    public void Fingerprint_IsSha256OfTheInfoInHexadecimal()
    {
        using var key = DeviceKey.Create();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key.Public.Info.Span)), key.Public.Fingerprint);
    }

    /// <summary>A signature from elsewhere: RFC 6979, appendix A.2.5, P-256 with SHA-256 over "sample".</summary>
    [Fact]
    public void Verify_TheSignatureOfRfc6979_IsTrue()
    {
        var info = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004" +
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6" +
            "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
        var signature = Convert.FromHexString(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716" +
            "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        Assert.True(new DevicePublicKey(info).Verify("sample"u8, signature));
        Assert.False(new DevicePublicKey(info).Verify("Sample"u8, signature));
    }

    private void AssertNamesTheFile()
    {
        var error = Assert.Throws<CryptographicException>(() => DeviceKey.LoadOrCreate(KeyPath));
        Assert.Contains(KeyPath, error.Message, StringComparison.Ordinal);
        Assert.Contains("move it aside", error.Message, StringComparison.Ordinal);
    }
}
