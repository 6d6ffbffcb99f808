using System.Reflection;

namespace Step35.AI.Tools;

/// <summary>Declares which permissions a function needs, and which of its parameters say what a call touches.</summary>
/// <remarks>
/// On a class it counts for every function that declares nothing itself. A function without a declaration falls under
/// <see cref="ToolGateOptions.Undeclared"/>.
/// </remarks>
/// <param name="permissions">The permissions that a call needs; <see cref="Permissions.None"/> needs none.</param>
/// <param name="subjects">
/// The names of the parameters that say what a call touches, such as <c>path</c>. A person who answers "always" allows later calls
/// with the same values in these; without any, only calls with the same arguments altogether.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class PermissionAttribute(Permissions permissions, params string[] subjects) : Attribute
{
    /// <summary>Gets the permissions that a call needs.</summary>
    public Permissions Permissions => permissions;

    /// <summary>Gets the names of the parameters that say what a call touches.</summary>
    public string[] Subjects => subjects;

    /// <summary>Finds the declaration of a method, or of its class.</summary>
    /// <param name="method">The method behind a function; null where there is none.</param>
    /// <returns>The declaration, or null.</returns>
    public static PermissionAttribute? Find(MethodInfo? method) =>
        method?.GetCustomAttribute<PermissionAttribute>() ?? method?.DeclaringType?.GetCustomAttribute<PermissionAttribute>();
}
