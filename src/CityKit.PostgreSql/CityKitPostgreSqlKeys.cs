using CityKit.Hosting;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Evidence;
using CityKit.PostgreSql.Keys;
using CityKit.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit;

/// <summary>Puts what all nodes of a city share beside its hubs into its database; each needs <c>UsePostgreSql</c>.</summary>
public static class CityKitPostgreSqlKeys
{
    /// <summary>
    /// Keeps the keys of the city in its database, sealed with the secret of a file, in place of <see cref="CityKitBuilder.KeyFile"/> and
    /// of <see cref="CityKitBuilder.UseAnswerKey"/>; see <see cref="PostgreSqlKeys"/>.
    /// </summary>
    /// <param name="builder">The hub's builder.</param>
    /// <param name="secretPath">The file of the secret, the same on every node; made when no node has made keys yet.</param>
    /// <param name="erasureLog">
    /// The connection string of the database that has the log of who was erased; null for the city's own, whose copies have the log of
    /// their time.
    /// </param>
    public static CityKitBuilder UsePostgreSqlKeys(this CityKitBuilder builder, string secretPath, string? erasureLog = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(secretPath);
        return builder.UseKeys(services => Opened(PostgreSqlKeys.OpenAsync(
            PostgreSqlDatabase.Of(services, builder.Name), secretPath, erasureLog is null ? null : new PostgreSqlDatabase(erasureLog))));
    }

    /// <summary>The same with a secret that comes from the environment or a configuration.</summary>
    /// <param name="builder">The hub's builder.</param>
    /// <param name="secret">The secret, the same on every node.</param>
    /// <param name="erasureLog">The database that has the log of who was erased; null for the city's own.</param>
    public static CityKitBuilder UsePostgreSqlKeys(this CityKitBuilder builder, ClusterSecret secret, string? erasureLog = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(secret);
        return builder.UseKeys(services => Opened(PostgreSqlKeys.OpenAsync(
            PostgreSqlDatabase.Of(services, builder.Name), secret, erasureLog is null ? null : new PostgreSqlDatabase(erasureLog))));
    }

    /// <summary>Keeps the files of evidence in the city's database: what one node keeps, every other reads.</summary>
    public static CityKitBuilder UsePostgreSqlEvidence(this CityKitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseEvidence(services => new PostgreSqlEvidenceArchive(PostgreSqlDatabase.Of(services, builder.Name)));
    }

    /// <summary>A hub is made by services, which do not wait: keys are opened once, as a key file would be.</summary>
    private static CityKeys Opened(Task<CityKeys> opening) => opening.GetAwaiter().GetResult();
}
