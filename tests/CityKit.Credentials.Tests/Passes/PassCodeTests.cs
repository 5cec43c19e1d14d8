using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using NodaTime;
using QRCoder;

namespace CityKit.Credentials.Tests.Passes;

public sealed class PassCodeTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0, 7);
    private readonly SigningKey issuer = SigningKey.Create();
    private readonly SigningKey holder = SigningKey.Create();

    public void Dispose()
    {
        issuer.Dispose();
        holder.Dispose();
    }

    [Fact]
    public void Read_OfAShownCode_IsTheSame()
    {
        var code = PassCode.Show(SignedPass.Issue(NewPass(), issuer), holder, "gate-3", Now);
        var read = PassCode.Read(code.ToString(), out var problem);
        Assert.Null(problem);
        Assert.Equal((code.Gate, code.Step, code.Fingerprint()), (read!.Gate, read.Step, read.Fingerprint()));
        Assert.Equivalent(code.Pass.Content, read.Pass.Content);
        Assert.True(read.Pass.IsSignedBy(Es256Suite.Instance.Import(issuer.PublicKey)!));
        Assert.True(read.IsSignedBy(Es256Suite.Instance.Import(holder.PublicKey)!));
    }

    [Fact] // the budget of docs/passes.md: every member as long as it may be
    public void Code_OfTheLargestPass_FitsAQrCode20M()
    {
        var field = new PassField(new string('n', 16), new string('v', 48));
        var pass = new Pass(new string('i', 64), new string('k', 32), new string('t', 32), Instant.FromUnixTimeSeconds(uint.MaxValue - 1),
            Instant.FromUnixTimeSeconds(uint.MaxValue), holder.PublicKey, int.MaxValue, int.MaxValue, [field, field, field]);
        var code = PassCode.Show(SignedPass.Issue(pass, issuer), holder, new string('g', 32), Instant.FromUnixTimeSeconds(uint.MaxValue));
        Assert.InRange(code.ToString().Length, 1, PassCode.MaxCharacters);
        Assert.InRange(Base45.Decode(code.ToString().AsSpan(PassCode.Prefix.Length))!.Length, 1, 666);
        using var drawn = new QRCodeGenerator().CreateQrCode(code.ToString(), QRCodeGenerator.ECCLevel.M);
        Assert.InRange(drawn.Version, 1, 20);
        Assert.NotNull(PassCode.Read(code.ToString(), out _));
    }

    [Fact]
    public void Code_OfAnOrdinaryPass_IsSmaller()
    {
        var text = PassCode.Show(SignedPass.Issue(NewPass(), issuer), holder, "gate-3", Now).ToString();
        using var drawn = new QRCodeGenerator().CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        Assert.InRange(drawn.Version, 1, 11);
    }

    [Fact]
    public void SignedPass_AsText_IsReadAgain()
    {
        var signed = SignedPass.Issue(NewPass(), issuer);
        var read = SignedPass.Read(signed.ToString(), out var problem);
        Assert.Null(problem);
        Assert.Equal(signed.ToString(), read!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("CKP1:")]
    [InlineData("CKP2:ABC")]
    [InlineData("ckp1:ABC")]
    [InlineData("CKP1:bb8")]
    [InlineData("https://example.com/")]
    public void Read_OfAnotherCode_SaysThatItIsNoPass(string text)
    {
        Assert.Null(PassCode.Read(text, out var problem));
        Assert.Equal("form", problem!.Check);
    }

    [Fact]
    public void Read_OfATooLongText_SaysThatItIsNoPass()
    {
        Assert.Null(PassCode.Read("CKP1:" + new string('A', 1_000_000), out var problem));
        Assert.Equal("form", problem!.Check);
    }

    [Fact] // any byte changed: refused by form, or one of the two signatures is no longer right
    public void Read_OfAChangedCode_NeverKeepsBothSignatures()
    {
        var bytes = Base45.Decode(PassCode.Show(SignedPass.Issue(NewPass(), issuer), holder, "gate-3", Now).ToString().AsSpan(5))!;
        using var issuerKey = Es256Suite.Instance.Import(issuer.PublicKey)!;
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 0x01;
            if (PassCode.Read(PassCode.Prefix + Base45.Encode(changed), out _) is not { } read) continue;
            using var holderKey = Es256Suite.Instance.Import(read.Pass.Content.HolderKey)!;
            Assert.False(read.Pass.IsSignedBy(issuerKey) && read.IsSignedBy(holderKey), $"byte {at}");
        }
    }

    [Fact]
    public void Read_OfRandomBytes_NeverThrows()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(PassCode.MaxBytes)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = 0x95;
            Assert.Null(PassCode.Read(PassCode.Prefix + Base45.Encode(bytes), out var problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void Show_WithAnotherKey_IsTheCallersBug() =>
        Assert.Throws<ArgumentException>(() => PassCode.Show(SignedPass.Issue(NewPass(), issuer), issuer, "gate-3", Now));

    public static TheoryData<Func<Pass, Pass>> Wrong =>
    [
        pass => pass with { Issuer = "" },
        pass => pass with { Issuer = "骑手驿站" },
        pass => pass with { Type = new string('t', 33) },
        pass => pass with { ValidUntil = pass.ValidFrom },
        pass => pass with { StatusIndex = -1 },
        pass => pass with { Fields = [new("a", "1"), new("b", "2"), new("c", "3"), new("d", "4")] },
        pass => pass with { Fields = [new("Name", "1")] },
        pass => pass with { Fields = [new("fleet", new string('车', 17))] },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Issue_OfAPassOutOfItsLimits_IsTheCallersBug(Func<Pass, Pass> change) =>
        Assert.Throws<ArgumentException>(() => SignedPass.Issue(change(NewPass()), issuer));

    private Pass NewPass() =>
        new("rider-station", "k1", "rider", Now - Duration.FromSeconds(7), Now + Duration.FromDays(30), holder.PublicKey, 0, 4711,
        [new("fleet", "F-12")]);
}
