using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Sm;
using CityKit.Credentials.Tokens;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace CityKit.Credentials.Tests.Sm;

public class Sm2SuiteTests
{
    // GB/T 32918.5-2017, appendix A.2
    private const string Private = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    private const string X = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020";
    private const string Y = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private const string R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    private const string S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
    private static readonly byte[] Message = "message digest"u8.ToArray();
    private static readonly PublicJwk Key = PublicJwk.Of("SM2", Convert.FromHexString(X), Convert.FromHexString(Y), "sm-1");

    [Fact]
    public void Verify_OfTheStandardsSignature_IsTrue() =>
        Assert.True(Sm2Suite.Instance.Import(Key)!.Verify(Message, Convert.FromHexString(R + S)));

    [Fact]
    public void Verify_WithAnyBitOfTheSignatureChanged_IsFalse()
    {
        var verifier = Sm2Suite.Instance.Import(Key)!;
        for (var bit = 0; bit < 512; bit++)
        {
            var signature = Convert.FromHexString(R + S);
            signature[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(verifier.Verify(Message, signature));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(70)]
    public void Verify_OfAnotherLength_IsFalse(int length) => Assert.False(Sm2Suite.Instance.Import(Key)!.Verify(Message, new byte[length]));

    [Fact]
    public void Verify_OfNumbersOutOfTheirRange_IsFalse()
    {
        var verifier = Sm2Suite.Instance.Import(Key)!;
        var order = GMNamedCurves.GetByName("SM2P256V1").N.ToByteArrayUnsigned();
        Assert.False(verifier.Verify(Message, new byte[64]));
        Assert.False(verifier.Verify(Message, [.. order, .. order]));
        Assert.False(verifier.Verify(Message, [.. Enumerable.Repeat((byte)255, 64)]));
    }

    [Fact]
    public void Import_OfAKeyThatIsNotOurs_IsNull()
    {
        Assert.Null(Sm2Suite.Instance.Import(PublicJwk.Of("SM2", Convert.FromHexString(X), Convert.FromHexString(X))));
        Assert.Null(Sm2Suite.Instance.Import(PublicJwk.Of("SM2", [.. Enumerable.Repeat((byte)255, 32)], Convert.FromHexString(Y))));
        Assert.Null(Sm2Suite.Instance.Import(PublicJwk.Of("P-256", Convert.FromHexString(X), Convert.FromHexString(Y))));
        Assert.Null(Es256Suite.Instance.Import(Key));
    }

    [Theory]
    [InlineData("SM3WithSM2", true)]
    [InlineData("ES256", false)]
    public void Import_OfAKeyBoundToAnAlgorithm_TakesItsOwnOnly(string algorithm, bool taken)
    {
        var text = Key.ToString()[..^1] + $$""","alg":"{{algorithm}}"}""";
        var key = PublicJwk.Read(JsonText.Parse(Encoding.UTF8.GetBytes(text), out _)!, out _)!;
        Assert.Equal(taken, Sm2Suite.Instance.Import(key) is not null);
    }

    [Fact] // a module behind the seam signs, the suite verifies; without the suite the same token is refused
    public void Token_SignedBehindTheSeam_VerifiesWhereTheSuiteIsAccepted()
    {
        var token = JwsWriter.Sign(new ModuleOfATest(), "JWT", """{"a":1}"""u8);
        var jws = Jws.Read(token, "issuer", out _)!;
        var suites = SignatureSuites.Default.With(Sm2Suite.Instance);
        Assert.Equal(["ES256", "SM3WithSM2"], suites.Algorithms);
        Assert.Null(jws.Verify(suites.Find(jws.Header.Algorithm)!.Import(Key)!));
        Assert.Null(SignatureSuites.Default.Find(jws.Header.Algorithm));
        using var other = SigningKey.Create();
        Assert.Equal("algorithm", jws.Verify(Es256Suite.Instance.Import(other.PublicKey)!)!.Check);
    }

    [Fact]
    public async Task Verify_FromManyThreadsAtOnce_IsTrueForEach()
    {
        var verifier = Sm2Suite.Instance.Import(Key)!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => verifier.Verify(Message, Convert.FromHexString(R + S)))));
        Assert.All(answers, Assert.True);
    }

    private sealed class ModuleOfATest : ISigner
    {
        public string Algorithm => "SM3WithSM2";

        public PublicJwk PublicKey => Key;

        public byte[] Sign(ReadOnlySpan<byte> data)
        {
            var signer = new SM2Signer(PlainDsaEncoding.Instance);
            var key = new ECPrivateKeyParameters(new BigInteger(Private, 16), new ECDomainParameters(GMNamedCurves.GetByName("SM2P256V1")));
            signer.Init(true, new ParametersWithID(new ParametersWithRandom(key, new SecureRandom()), "1234567812345678"u8));
            signer.BlockUpdate(data);
            return signer.GenerateSignature();
        }
    }
}
