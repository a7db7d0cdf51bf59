# New names for what rustc imports from Windows: it names these symbols after a folder of its own, so they have the path of this machine
# and letters that are random. Reads `nm -p`, and prints the old and the new name for `objcopy --redefine-syms`. Numbered by the folder:
# two imports of one DLL, by different crates, stay two.
/_imports_lib/ {
    name = $NF
    if (!match(name, /rustc[A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9][A-Za-z0-9]_/)) next
    folder = substr(name, RSTART, RLENGTH)
    if (!(folder in number)) number[folder] = count++
    if (seen[name]++) next
    print name, (name ~ /^_+head_/ ? "_head_" : "__") "usersig_" number[folder] "_" substr(name, RSTART + RLENGTH)
}
