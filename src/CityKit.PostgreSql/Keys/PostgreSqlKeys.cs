using CityKit.Core.Signing;
using CityKit.Privacy;

namespace CityKit.PostgreSql.Keys;

/// <summary>
/// The keys of a city in its database, the same on every node (全市密钥): the master keys of personal data and the key that signs answers to
/// devices, sealed with a secret that is not in the database.
/// </summary>
public static class PostgreSqlKeys
{
    private const string Answers = "answer-key";

    /// <summary>Opens the keys; the first node makes them.</summary>
    /// <param name="database">The city's database.</param>
    /// <param name="secret">What they are sealed with.</param>
    /// <param name="erasures">Where erasures are noted; null for the city's database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The keys are sealed with another secret.</exception>
    /// <exception cref="IOException">The database cannot be used now.</exception>
    public static async Task<CityKeys> OpenAsync(PostgreSqlDatabase database, ClusterSecret secret, PostgreSqlDatabase? erasures = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(secret);
        var tables = new SharedTables(database);
        var secrets = new SecretTable(tables, secret);
        var masters = await secrets.GetAsync(SharedKeys.Masters, MasterKeys.CreateText, cancellationToken).ConfigureAwait(false);
        var answers = await secrets.GetAsync(Answers, NewAnswerKey, cancellationToken).ConfigureAwait(false);
        var keys = new SharedKeys(tables, secrets, MasterKeys.Parse(masters));
        await keys.RewrapAsync(cancellationToken).ConfigureAwait(false);
        var log = new PostgreSqlErasureLog(erasures is null ? tables : new SharedTables(erasures));
        return new CityKeys(keys, log, DeviceKey.FromPem(answers));
    }

    /// <summary>
    /// The same with the secret of a file. When the file is not there and no node has made keys yet, it is made (mode 0600): copy it to
    /// the other nodes.
    /// </summary>
    /// <param name="database">The city's database.</param>
    /// <param name="secretPath">The file of the secret.</param>
    /// <param name="erasures">Where erasures are noted; null for the city's database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The keys are sealed with another secret, or are there and the file is not.</exception>
    /// <exception cref="IOException">The database cannot be used now, or the file not read or made.</exception>
    /// <exception cref="FormatException">The file holds no secret.</exception>
    public static async Task<CityKeys> OpenAsync(PostgreSqlDatabase database, string secretPath, PostgreSqlDatabase? erasures = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(secretPath);
        if (!File.Exists(secretPath)
            && !await SecretTable.IsEmptyAsync(new SharedTables(database), cancellationToken).ConfigureAwait(false))
            throw new ArgumentException(
                $"{secretPath} is not there, and this city has keys already: copy the file from another node. "
                + "找不到集群密钥文件，而该城市已有密钥：请从其他节点复制该文件。", nameof(secretPath));
        var secret = File.Exists(secretPath) ? ClusterSecret.Load(secretPath) : ClusterSecret.Create(secretPath);
        return await OpenAsync(database, secret, erasures, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Adds a newer master key (密钥轮换); the ones before stay, as keys in backups are wrapped with them. Nodes go on as they are; one that
    /// is restarted wraps with the new key.
    /// </summary>
    /// <returns>The new key's name.</returns>
    /// <exception cref="ArgumentException">The keys are sealed with another secret.</exception>
    /// <exception cref="IOException">The database cannot be used now.</exception>
    public static async Task<string> RotateAsync(
        PostgreSqlDatabase database, ClusterSecret secret, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(secret);
        var secrets = new SecretTable(new SharedTables(database), secret);
        return MasterKeys.Parse(await secrets.ChangeAsync(SharedKeys.Masters, MasterKeys.RotateText, cancellationToken)
            .ConfigureAwait(false)).KeyId;
    }

    private static string NewAnswerKey()
    {
        using var key = DeviceKey.Create();
        return key.ToPem();
    }
}
