using System.Security.Cryptography;
using System.Text;
using CityKit.Shared.Ciphers;

namespace CityKit.PostgreSql.Keys;

/// <summary>Texts that all nodes of a city know and its database does not: each is sealed, and bound to its name.</summary>
internal sealed class SecretTable(SharedTables tables, ClusterSecret secret)
{
    private const string Add =
        $"INSERT INTO secrets(name, sealed, changed_at) VALUES($1, $2, {KeyTables.Now}) ON CONFLICT (name) DO NOTHING";

    private const string Replace =
        $"UPDATE secrets SET sealed = $2, changed_at = {KeyTables.Now} WHERE name = $1 AND sealed = $3 RETURNING name";

    /// <summary>The text of a name; the first node that asks makes it for all.</summary>
    /// <exception cref="ArgumentException">It is sealed with another secret.</exception>
    /// <exception cref="IOException">The database cannot be used now.</exception>
    internal async Task<string> GetAsync(string name, Func<string> make, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } known) return Open(name, known);
        await tables.RunAsync(Add, [SqlRows.Of(name), SqlRows.Of(Seal(name, make()))], cancellationToken).ConfigureAwait(false);
        return Open(name, (await FindAsync(name, cancellationToken).ConfigureAwait(false))!);
    }

    /// <summary>Changes the text of a name, unless somebody else does meanwhile: then it is read again.</summary>
    internal async Task<string> ChangeAsync(string name, Func<string, string> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw IsEmpty();
            var after = change(Open(name, before));
            if (await tables.RowsAsync(Replace, [SqlRows.Of(name), SqlRows.Of(Seal(name, after)), SqlRows.Of(before)],
                row => row.GetString(0), cancellationToken).ConfigureAwait(false) is [_]) return after;
        }
    }

    /// <summary>Whether a node has made any.</summary>
    internal static async Task<bool> IsEmptyAsync(SharedTables tables, CancellationToken cancellationToken) =>
        await tables.RowsAsync("SELECT 1 FROM secrets LIMIT 1", [], _ => 0, cancellationToken).ConfigureAwait(false) is [];

    private async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken) => (await tables.RowsAsync(
        "SELECT sealed FROM secrets WHERE name = $1", [SqlRows.Of(name)], row => row.Bytes(0), cancellationToken)
        .ConfigureAwait(false)).FirstOrDefault();

    private byte[] Seal(string name, string text) => SealedBytes.Seal(secret.Key,
        RandomNumberGenerator.GetBytes(SealedBytes.NonceBytes), Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(name));

    private string Open(string name, byte[] bytes)
    {
        try
        {
            return Encoding.UTF8.GetString(SealedBytes.Open(secret.Key, bytes, Encoding.UTF8.GetBytes(name)));
        }
        catch (CryptographicException wrong)
        {
            throw new ArgumentException(
                $"The secret of this node does not open the city's '{name}' in the database: give it the secret that the other nodes have, "
                + $"or the copy of it that belongs to this database. 本节点的集群密钥与数据库中的“{name}”不符，请使用其他节点的同一密钥文件。", wrong);
        }
    }

    private static InvalidOperationException IsEmpty() => new("No node has made the city's keys yet. 该城市尚未生成密钥。");
}
