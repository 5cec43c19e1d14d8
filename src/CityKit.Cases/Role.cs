namespace CityKit.Cases;

/// <summary>
/// What an actor is allowed to act as (角色), by its name. One person or command centre may have several. Those here are built in; a
/// profile declares its own under <c>roles</c>. <c>default</c> is the empty name, nobody's role.
/// </summary>
/// <example><code>
/// var warden = Role.Parse("ParkingWarden");
/// </code></example>
public readonly record struct Role : IComparable<Role>
{
    private readonly string? name;

    internal Role(string name) => this.name = name;

    /// <summary>The engine itself, on a timed step (系统).</summary>
    public static Role System { get; } = new(nameof(System));

    /// <summary>Collects information, verifies and checks on site (监督员).</summary>
    public static Role Inspector { get; } = new(nameof(Inspector));

    /// <summary>Accepts or rejects reports (受理员).</summary>
    public static Role Acceptor { get; } = new(nameof(Acceptor));

    /// <summary>Files, declines, voids and closes (值班长).</summary>
    public static Role DutyLeader { get; } = new(nameof(DutyLeader));

    /// <summary>Dispatches, decides on returns, extensions and suspensions (派遣员).</summary>
    public static Role Dispatcher { get; } = new(nameof(Dispatcher));

    /// <summary>The body that handles the case (主管部门、专业部门).</summary>
    public static Role CompetentDepartment { get; } = new(nameof(CompetentDepartment));

    /// <summary>Supervising leader (督办).</summary>
    public static Role Oversight { get; } = new(nameof(Oversight));

    /// <summary>Confirms leads and watches the alert desk (值班员).</summary>
    public static Role DutyOfficer { get; } = new(nameof(DutyOfficer));

    /// <summary>Manager of a property-service firm (物业经理).</summary>
    public static Role PropertyManager { get; } = new(nameof(PropertyManager));

    /// <summary>Worker of a property-service firm (物业人员).</summary>
    public static Role PropertyWorker { get; } = new(nameof(PropertyWorker));

    /// <summary>Visits and helps elders (社区救助、探访人员).</summary>
    public static Role CareWorker { get; } = new(nameof(CareWorker));

    /// <summary>Someone who lives there (居民).</summary>
    public static Role Resident { get; } = new(nameof(Resident));

    /// <summary>Grid worker, of another employer than the inspectors (网格员).</summary>
    public static Role GridWorker { get; } = new(nameof(GridWorker));

    /// <summary>Admits devices and changes rules (系统管理员).</summary>
    public static Role Administrator { get; } = new(nameof(Administrator));

    /// <summary>A utility that sends meter readings (公用事业单位).</summary>
    public static Role Utility { get; } = new(nameof(Utility));

    /// <summary>A machine that reports what it finds: a camera's box, a recorder, a drone (机器).</summary>
    public static Role Machine { get; } = new(nameof(Machine));

    /// <summary>The name; empty for <c>default</c>, which is nobody's role.</summary>
    public string Name => name ?? "";

    /// <summary>Gets the role of a name: 1 to 32 letters and digits of ASCII, a letter first, in exactly this case.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        var isName = name is { Length: > 0 and <= 32 } && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);
        role = isName ? new Role(name!) : default;
        return isName;
    }

    /// <summary>Gets the role of a name.</summary>
    /// <exception cref="FormatException">It is no name of a role.</exception>
    public static Role Parse(string name) => TryParse(name, out var role) ? role
        : throw new FormatException($"'{name}' is no role: 1 to 32 letters and digits, a letter first. "
            + $"“{name}”不是角色名：须为 1 至 32 个字母或数字，以字母开头。");

    /// <summary>The built-in ones in their order, then others by name.</summary>
    public int CompareTo(Role other) => (Roles.PlaceOf(this), Name).CompareTo((Roles.PlaceOf(other), other.Name));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
