using CityKit.Privacy;
using CityKit.Shared.Stores;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>The personal data of a commit: keys of subjects and protected records.</summary>
internal static class PersonalParts
{
    /// <summary>Subjects that are erased go first: a new one may have the account of one.</summary>
    internal static void AddPersonalData(this CommitBatch batch, StoreCommit commit)
    {
        if (commit.Erased.Count > 0) batch.AddErasedKeys(commit.Erased);
        var subjects = commit.Subjects.Where(s => !commit.Erased.Contains(s.Id)).ToArray();
        if (subjects.Length > 0) batch.AddSubjects(subjects);
        if (commit.Records.Count > 0) batch.AddRecords(commit.Records);
        if (commit.DroppedRecords.Count > 0)
            batch.Add("DELETE FROM records WHERE partition = $1 AND id = ANY($2)",
                SqlRows.Of([.. commit.DroppedRecords.Select(SqlText.Of)]));
        if (commit.Erased.Count > 0)
            batch.Add("DELETE FROM records WHERE partition = $1 AND subject = ANY($2)", IdsOf(commit.Erased));
    }

    private static void AddErasedKeys(this CommitBatch batch, IReadOnlyList<SubjectId> erased)
    {
        batch.Add("DELETE FROM subjects WHERE partition = $1 AND id = ANY($2)", IdsOf(erased));
        batch.Add("INSERT INTO erasures(partition) VALUES($1)");
    }

    private static void AddSubjects(this CommitBatch batch, SubjectKey[] subjects) => batch.Add(
        "INSERT INTO subjects(partition, id, lookup, wrapped, crc) SELECT $1, * "
        + "FROM unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::bigint[]) "
        + "ON CONFLICT (partition, id) DO UPDATE SET lookup = excluded.lookup, wrapped = excluded.wrapped, crc = excluded.crc",
        SqlRows.Of([.. subjects.Select(s => s.Id.ToArray())]), SqlRows.Of([.. subjects.Select(s => s.Lookup.ToArray())]),
        SqlRows.Of([.. subjects.Select(s => s.Wrapped.ToArray())]), SqlRows.Of([.. subjects.Select(HubChecks.Of)]));

    private static void AddRecords(this CommitBatch batch, IReadOnlyList<ProtectedRecord> records) => batch.Add(
        "INSERT INTO records(partition, id, subject, sealed, suite, crc) SELECT $1, * "
        + "FROM unnest($2::text[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bigint[]) ON CONFLICT DO NOTHING",
        SqlRows.Of([.. records.Select(r => SqlText.Key(r.Id))]), SqlRows.Of([.. records.Select(r => r.Subject.ToArray())]),
        SqlRows.Of([.. records.Select(r => r.Sealed.ToArray())]), SqlRows.Of([.. records.Select(r => (long)r.Suite)]),
        SqlRows.Of([.. records.Select(HubChecks.Of)]));

    private static NpgsqlParameter IdsOf(IReadOnlyList<SubjectId> subjects) => SqlRows.Of([.. subjects.Select(id => id.ToArray())]);
}
