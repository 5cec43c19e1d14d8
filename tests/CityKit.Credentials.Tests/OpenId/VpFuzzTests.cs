using System.Text;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.Tests.Support;
using static CityKit.Credentials.Tests.OpenId.VpBench;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.OpenId;

/// <summary>Changed queries and answers: read or refused with a reason, never an exception.</summary>
public sealed class VpFuzzTests
{
    [Fact]
    public void Read_ChangedQueries_NeverThrows()
    {
        var random = new Random(1);
        var text = Encoding.UTF8.GetBytes(Embedded.Text("oid4vp/dcql_credentials_alternatives.json"));
        for (var round = 0; round < Fuzz.Rounds / 50; round++)
        {
            var (query, errors) = DcqlQuery.Read(Changed(text, random));
            Assert.Equal(query is null, errors.Count > 0);
        }
    }

    [Fact]
    public void Verify_ChangedContents_NeverThrows()
    {
        var random = new Random(2);
        var nonces = Nonces();
        var session = Session(nonces.Create(Now, new SeededRandom(1)));
        var verifier = Verifier(nonces);
        var content = Encoding.UTF8.GetBytes(Answer(session, ("my_credential", [VpBench.Present(session)])));
        for (var round = 0; round < Fuzz.Rounds / 200; round++)
        {
            var changed = Encoding.Latin1.GetString(Changed(content, random));
            var answer = verifier.Verify(session, Encrypt(session.Key.Public, changed), Now, out var problem);
            Assert.NotEqual(answer is null, problem is null);
        }
    }

    private static byte[] Changed(byte[] text, Random random)
    {
        var changed = text.ToArray();
        for (var change = random.Next(1, 4); change > 0; change--) changed[random.Next(changed.Length)] = (byte)random.Next(32, 127);
        return random.Next(8) == 0 ? changed[..random.Next(changed.Length)] : changed;
    }
}
